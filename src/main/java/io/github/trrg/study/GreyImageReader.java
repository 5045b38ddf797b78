package io.github.trrg.study;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import io.github.trrg.common.TrrgException;
import net.imglib2.img.array.ArrayImgs;

/** Reads JPEG and PNG files fast and without ImageJ, as training data come. Users' files of other formats are read in {@code ij}. */
public final class GreyImageReader {

	private GreyImageReader() {}

	/**
	 * @return the view, named after the file, position unknown; 8-bit images have the window {0, 255}, deeper ones none
	 * @throws TrrgException if the file is missing, damaged or of another format
	 */
	public static View read(final Path file) {
		final BufferedImage image = decode(file);
		final String name = file.getFileName().toString();
		final int width = image.getWidth(), height = image.getHeight();
		if (image.getColorModel().getNumColorComponents() != 1) return View.ofRgb(name, image.getRGB(0, 0, width, height, null, 0, width), width, height);
		// The stored samples: getRGB would bend grey values by a gamma curve.
		final Raster raster = image.getRaster();
		final float[] samples = raster.getSamples(0, 0, width, height, 0, (float[]) null);
		final double[] window = raster.getSampleModel().getSampleSize(0) == 8 ? new double[] { 0, 255 } : null;
		return new View(name, ArrayImgs.floats(samples, width, height), View.Position.UNKNOWN, window);
	}

	private static BufferedImage decode(final Path file) {
		if (!Files.isRegularFile(file)) throw new TrrgException("There is no image file " + file + ".");
		try {
			final BufferedImage image = ImageIO.read(file.toFile());
			if (image == null) throw new TrrgException("Cannot read " + file + ": not a JPEG or PNG image.");
			return image;
		}
		catch (final IOException | RuntimeException e) {
			if (e instanceof TrrgException) throw (TrrgException) e;
			throw new TrrgException("Cannot read " + file + ": the image is damaged or of an unusual kind (" + e.getMessage() + ").", e);
		}
	}
}
