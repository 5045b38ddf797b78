package io.github.trrg.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.trrg.common.TrrgException;

/** Regions in ImageJ ROI files. */
public final class RoiFiles {

	private RoiFiles() {}

	/**
	 * @param file ROI file
	 * @param width of its image, pixels
	 * @param height of its image, pixels
	 * @return 1 for pixels inside, 0 for others, row-major; a line or points count as their bounding box
	 * @throws TrrgException if the file is missing or no ROI file
	 */
	public static float[] inside(final Path file, final int width, final int height) {
		return ImageRegion.mask(read(file), width, height);
	}

	private static Roi read(final Path file) {
		try {
			final Roi roi = RoiDecoder.openFromByteArray(Files.readAllBytes(file));
			if (roi != null) return roi;
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read the region " + file + ": " + e + ". Restore the file, or remove it from annotation.json.", e);
		}
		throw new TrrgException(file + " is no ImageJ ROI file. Draw the region again, or remove it from annotation.json.");
	}
}
