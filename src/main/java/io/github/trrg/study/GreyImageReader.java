package io.github.trrg.study;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
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
			if (isJpeg(file)) checkJpegEnd(file);
			return image;
		}
		catch (final IOException | RuntimeException e) {
			if (e instanceof TrrgException) throw (TrrgException) e;
			throw new TrrgException("Cannot read " + file + ": the image is damaged or of an unusual kind (" + e.getMessage() + ").", e);
		}
	}

	private static boolean isJpeg(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return in.read() == 0xff && in.read() == 0xd8;
		}
	}

	/**
	 * Java fills up with grey what is missing at the end of a JPEG file. Its end mark may be followed by padding.
	 *
	 * @throws TrrgException if there is no end mark
	 */
	public static void checkJpegEnd(final Path file) throws IOException {
		try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
			final byte[] tail = new byte[(int) Math.min(in.length(), 4096)];
			in.seek(in.length() - tail.length);
			in.readFully(tail);
			for (int i = tail.length - 2; i >= 0; i--)
				if (tail[i] == (byte) 0xff && tail[i + 1] == (byte) 0xd9) return;
		}
		throw new TrrgException(file + " is damaged: the end of the JPEG image is missing. Copy or export it again.");
	}
}
