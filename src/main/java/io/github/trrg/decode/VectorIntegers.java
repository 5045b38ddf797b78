package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

/**
 * Products of whole numbers with scales: two rows for one input. The last vector of a row may reach into the next row, where inputs are 0.
 */
abstract class VectorIntegers extends VectorProduct {

	VectorIntegers(final Storage storage, final int columns) {
		super(storage, columns);
	}

	@Override
	final void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		final int half = (rows.count() + 1) / 2;
		for (int i = 0; i < count; i++)
			for (int row = 0; row < half; row++)
				two(rows, row, Math.min(row + half, rows.count() - 1), x, i, y, to + i * stride);
	}

	/** Outputs of two rows for one input; they go to y[to + a] and y[to + b]. */
	abstract void two(Rows rows, int a, int b, Inputs x, int i, float[] y, int to);
}
