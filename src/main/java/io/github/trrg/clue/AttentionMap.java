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

	public float at(final int row, final int column) {
		return weights[row * columns + column];
	}
}
