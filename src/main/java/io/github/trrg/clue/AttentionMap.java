package io.github.trrg.clue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the network looked, on its patch grid of one view: row-major weights, non-negative.
 *
 * @param rows patches down
 * @param columns patches across
 * @param weights {@code rows * columns} values
 */
public record AttentionMap(int rows, int columns, float[] weights) {

	public AttentionMap {
		if (weights.length != rows * columns) throw new IllegalArgumentException("Expected " + rows * columns + " weights, got " + weights.length);
	}

	/**
	 * Takes the square grids of several views apart.
	 *
	 * @param weights of all views, one after the other
	 */
	public static List<AttentionMap> ofViews(final float[] weights, final int views) {
		final int patches = weights.length / views;
		final int side = (int) Math.round(Math.sqrt(patches));
		final List<AttentionMap> maps = new ArrayList<>();
		for (int v = 0; v < views; v++)
			maps.add(new AttentionMap(side, side, Arrays.copyOfRange(weights, v * patches, (v + 1) * patches)));
		return maps;
	}

	/**
	 * The map softened by a Gaussian; at the border only the patches that exist count.
	 *
	 * @param sigma its standard deviation in patches; 0 leaves the map as it is
	 */
	public AttentionMap blurred(final double sigma) {
		if (sigma == 0) return this;
		final float[] across = blurred(weights, rows, columns, columns, 1, sigma);
		return new AttentionMap(rows, columns, blurred(across, columns, rows, 1, columns, sigma));
	}

	/** @param lines to blur, whose first values lie {@code toNextLine} apart @param length of each, with values {@code step} apart */
	private static float[] blurred(final float[] values, final int lines, final int length, final int toNextLine, final int step, final double sigma) {
		final float[] blurred = new float[values.length];
		for (int line = 0; line < lines; line++)
			for (int i = 0; i < length; i++) {
				double sum = 0, total = 0;
				for (int j = 0; j < length; j++) {
					final double weight = Math.exp(-(i - j) * (i - j) / (2 * sigma * sigma));
					sum += weight * values[line * toNextLine + j * step];
					total += weight;
				}
				blurred[line * toNextLine + i * step] = (float) (sum / total);
			}
		return blurred;
	}

	public float at(final int row, final int column) {
		return weights[row * columns + column];
	}
}
