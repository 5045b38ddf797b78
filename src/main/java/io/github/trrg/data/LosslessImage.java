package io.github.trrg.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.github.trrg.common.TrrgException;

/** Image files that keep every sample as it is: PNG, or TIFF for what PNG cannot hold (signed samples, floating point). */
final class LosslessImage {

	private LosslessImage() {}

	/** {@code png} or {@code tif}. */
	static String extension(final BufferedImage image) {
		final int type = image.getSampleModel().getDataType();
		return type == DataBuffer.TYPE_SHORT || type == DataBuffer.TYPE_FLOAT ? "tif" : "png";
	}

	/** @return the content of a file of that {@link #extension} */
	static byte[] encode(final BufferedImage image) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final String format = extension(image).equals("tif") ? "tiff" : "png";
		try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
			if (!ImageIO.write(image, format, out)) throw new IOException("no writer takes it");
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot write the image as " + format.toUpperCase(Locale.ROOT) + ": " + e.getMessage() + ". Convert it to 8, 16 or 32 bits.", e);
		}
		return bytes.toByteArray();
	}
}
