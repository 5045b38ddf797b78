package io.github.trrg.decode;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;

/** Products of floating-point numbers: four rows for one input, and two rows for three inputs. */
abstract class VectorFloats extends VectorProduct {

	/** Inputs of a step of the loops: two vectors. */
	static final int STEP = 2 * LANES;

	/** Inputs that fill whole steps; the rest is added one by one. */
	final int whole;

	VectorFloats(final Storage storage, final int columns) {
		super(storage, columns);
		whole = columns / STEP * STEP;
	}

	/** Several inputs go by threes; fewer are filled up by repeating the last. Larger kernels would be more than the just-in-time compiler takes. */
	@Override
	final void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		for (int i = 0; i < count; i += 3)
			if (i + 1 == count) one(rows, x, i, y, to + i * stride);
			else several(rows, x, i, Math.min(i + 2, count - 1), y, to, stride);
	}

	private void one(final Rows rows, final Inputs x, final int i, final float[] y, final int to) {
		final int last = rows.count() - 1;
		final int quarter = last / 4 + 1;
		for (int row = 0; row < quarter; row++)
			four(rows, row, Math.min(row + quarter, last), Math.min(row + 2 * quarter, last), Math.min(row + 3 * quarter, last), x, i, y, to);
	}

	private void several(final Rows rows, final Inputs x, final int i, final int last, final float[] y, final int to, final int stride) {
		final int half = (rows.count() + 1) / 2;
		for (int row = 0; row < half; row++)
			six(rows, row, Math.min(row + half, rows.count() - 1), x, i, last, y, to, stride);
	}

	/** Outputs of four rows for one input; they go to y[to + a] and so on. */
	abstract void four(Rows rows, int a, int b, int c, int d, Inputs x, int i, float[] y, int to);

	/** Outputs of two rows for the inputs i, i + 1 and k; they go to y[to + i · stride + a] and so on. */
	abstract void six(Rows rows, int a, int b, Inputs x, int i, int k, float[] y, int to, int stride);

	/** The output of a row, from the sums of its whole steps at sums[from]. */
	final float total(final float[] sums, final int from, final Rows rows, final int row, final float[] x, final int at) {
		final float sum = sum(sums, from);
		if (whole == columns) return sum;
		final float[] rest = new float[columns - whole];
		Numbers.read(storage, rows.bytes(), begin(rows, row), whole, rest.length, rows.scales(), rows.first() + row, columns, rest, 0);
		float more = 0;
		for (int i = 0; i < rest.length; i++)
			more += rest[i] * x[at + whole + i];
		return sum + more;
	}

	/**
	 * Inputs with those of even and of odd number apart in each step: as 16-bit numbers come apart that are read two by two.
	 *
	 * @param x (count, columns)
	 */
	final Inputs apart(final float[] x, final int count) {
		final float[] arranged = x.clone();
		for (int row = 0; row < count * columns; row += columns)
			for (int step = row; step < row + whole; step += STEP)
				for (int i = 0; i < LANES; i++) {
					arranged[step + i] = x[step + 2 * i];
					arranged[step + LANES + i] = x[step + 2 * i + 1];
				}
		return new Inputs(arranged, null);
	}
}
