package io.github.trrg.ij;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.evaluate.Region;

/** A region that was drawn in ImageJ. */
public final class RoiRegion implements Region {

	private final Roi roi;

	private RoiRegion(final Roi roi) {
		this.roi = roi;
	}

	/** @throws TrrgException if the file is missing or holds no region with an area */
	public static Region read(final Path file) {
		try {
			final Roi roi = new RoiDecoder(Files.readAllBytes(file), file.getFileName().toString()).getRoi();
			if (roi == null || !roi.isArea()) throw new TrrgException(file + " holds no region with an area. Draw a rectangle, an oval or a polygon.");
			return new RoiRegion(roi);
		}
		catch (final IOException | RuntimeException e) {
			if (e instanceof TrrgException complaint) throw complaint;
			throw new TrrgException("Cannot read the region " + file + ": " + e.getMessage() + ". Draw it again.", e);
		}
	}

	@Override
	public boolean contains(final int x, final int y) {
		return roi.contains(x, y);
	}

	@Override
	public double[] bounds() {
		final Rectangle2D.Double bounds = roi.getFloatBounds();
		return new double[] { bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height };
	}
}
