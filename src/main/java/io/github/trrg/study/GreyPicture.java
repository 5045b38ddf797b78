package io.github.trrg.study;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A view as 8-bit picture for people, with the contrast that the network sees. */
public final class GreyPicture {

	private GreyPicture() {}

	/**
	 * @param longest side of the picture at most; larger views are averaged down by a whole factor, smaller ones stay as they are
	 * @throws io.github.trrg.common.TrrgException if the view has no pixel that is a number
	 */
	public static BufferedImage of(final View view, final Preprocessing preprocessing, final int longest) {
		final IntensityRange range = IntensityRange.of(view, preprocessing.lowPercentile(), preprocessing.highPercentile());
		final int factor = Math.max(1, ceilDiv(Math.max(view.width(), view.height()), longest));
		final int width = ceilDiv(view.width(), factor), height = ceilDiv(view.height(), factor);
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
		final byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
		final PixelRows rows = new PixelRows(view);
		final float[] row = new float[view.width()];
		for (int y = 0; y < height; y++) {
			final float[] sums = new float[width];
			final int end = Math.min(view.height(), (y + 1) * factor);
			for (int line = y * factor; line < end; line++) {
				rows.read(line, row);
				range.normalise(row);
				for (int x = 0; x < row.length; x++)
					sums[x / factor] += row[x];
			}
			for (int x = 0; x < width; x++) {
				final int pixels = (end - y * factor) * (Math.min(view.width(), (x + 1) * factor) - x * factor);
				bytes[y * width + x] = (byte) Math.round(255 * sums[x] / pixels);
			}
		}
		return picture;
	}

	private static int ceilDiv(final int value, final int by) {
		return (value + by - 1) / by;
	}
}
