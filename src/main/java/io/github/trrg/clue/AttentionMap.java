package io.github.trrg.clue;

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

	public float at(final int row, final int column) {
		return weights[row * columns + column];
	}
}
