package io.github.trrg.page;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** An attention map as a colour to lay over the radiograph. */
public final class CluePicture {

	/** Okabe and Ito's colours, told apart by colour-blind eyes and from any grey; after seven clues they repeat. */
	private static final int[] COLOURS = { 0xe69f00, 0x56b4e9, 0xcc79a7, 0x009e73, 0xf0e442, 0xd55e00, 0x0072b2 };

	private CluePicture() {}

	/** 0xRRGGBB of the k-th clue shown. */
	public static int colour(final int k) {
		return COLOURS[k % COLOURS.length];
	}

	/**
	 * Where the map exceeds its own mean, the colour shows, the stronger the more.
	 *
	 * @param weights of the map, row-major, {@code width · height}, not negative
	 * @param colour 0xRRGGBB
	 */
	public static BufferedImage of(final float[] weights, final int width, final int height, final int colour) {
		final int[] fading = new int[256];
		Arrays.setAll(fading, alpha -> alpha << 24 | colour);
		return of(weights, width, height, fading);
	}

	/**
	 * An even map says nothing of the place and stays invisible.
	 *
	 * @param weights of the map, row-major, {@code width · height}, not negative
	 * @param table 0xAARRGGBB of 256 values, from the map's mean or less to its maximum
	 */
	public static BufferedImage of(final float[] weights, final int width, final int height, final int[] table) {
		double sum = 0, max = 0;
		for (final float weight : weights) {
			sum += weight;
			max = Math.max(max, weight);
		}
		final double mean = sum / weights.length, range = max - mean;
		final int[] pixels = new int[weights.length];
		if (range > 0.01 * max) for (int i = 0; i < pixels.length; i++)
			pixels[i] = table[(int) Math.round(255 * Math.max(0, (weights[i] - mean) / range))];
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
		picture.setRGB(0, 0, width, height, pixels, 0, width);
		return picture;
	}
}
