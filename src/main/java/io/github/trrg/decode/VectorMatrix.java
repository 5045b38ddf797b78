package io.github.trrg.decode;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A weight for the Vector API, of any vector width. Rows are grouped into panels two vectors wide; inside a panel the
 * weights of one input lie side by side, so that the product reads memory in order and needs no sum across lanes.
 */
final class VectorMatrix extends Matrix {

	private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
	private static final int LANES = SPECIES.length();
	private static final int WIDTH = 2 * LANES;

	private final float[] data; // (panels, columns, WIDTH), the last panel filled up with zeros

	/** @param values (rows, columns), row-major */
	VectorMatrix(final float[] values, final int rows, final int columns) {
		super(rows, columns, WIDTH);
		data = new float[Math.multiplyExact((rows + WIDTH - 1) / WIDTH * WIDTH, columns)];
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++)
				data[index(row, column)] = values[row * columns + column];
	}

	private int index(final int row, final int column) {
		return (row / WIDTH * columns + column) * WIDTH + row % WIDTH;
	}

	@Override
	float weight(final int row, final int column) {
		return data[index(row, column)];
	}

	@Override
	void multiplyPanel(final int panel, final float[] x, final int count, final float[] y) {
		final int width = Math.min(WIDTH, rows - panel * WIDTH);
		if (width == WIDTH) {
			multiplyPanel(panel, x, count, y, panel * WIDTH, rows);
			return;
		}
		// Whole vectors would write past the row's end: take a detour.
		final float[] whole = new float[count * WIDTH];
		multiplyPanel(panel, x, count, whole, 0, WIDTH);
		for (int i = 0; i < count; i++)
			System.arraycopy(whole, i * WIDTH, y, i * rows + panel * WIDTH, width);
	}

	private void multiplyPanel(final int panel, final float[] x, final int count, final float[] y, final int start, final int stride) {
		final int weights = panel * columns * WIDTH;
		for (int i = 0; i < count; i += 4)
			if (i + 1 == count) one(weights, x, i * columns, y, start + i * stride);
			else {
				// Fewer than four are left: repeat the last, which costs less than going one by one.
				final int b = Math.min(i + 1, count - 1);
				final int c = Math.min(i + 2, count - 1);
				final int d = Math.min(i + 3, count - 1);
				four(weights, x, i * columns, b * columns, c * columns, d * columns, y, start + i * stride, start + b * stride, start + c * stride, start + d * stride);
			}
	}

	/** One input times one panel. Adds in the order of {@link #four}, so that results do not depend on company. */
	private void one(final int weights, final float[] x, final int at, final float[] y, final int to) {
		FloatVector sum0 = FloatVector.zero(SPECIES);
		FloatVector sum1 = FloatVector.zero(SPECIES);
		int w = weights;
		for (int k = 0; k < columns; k++, w += WIDTH) {
			final FloatVector a = FloatVector.broadcast(SPECIES, x[at + k]);
			sum0 = FloatVector.fromArray(SPECIES, data, w).fma(a, sum0);
			sum1 = FloatVector.fromArray(SPECIES, data, w + LANES).fma(a, sum1);
		}
		sum0.intoArray(y, to);
		sum1.intoArray(y, to + LANES);
	}

	/** Four inputs (beginning at a, b, c, d) times one panel: each weight loaded serves four. */
	private void four(final int weights, final float[] x, final int a, final int b, final int c, final int d, final float[] y, final int toA, final int toB,
		final int toC, final int toD)
	{
		FloatVector a0 = FloatVector.zero(SPECIES);
		FloatVector a1 = FloatVector.zero(SPECIES);
		FloatVector b0 = FloatVector.zero(SPECIES);
		FloatVector b1 = FloatVector.zero(SPECIES);
		FloatVector c0 = FloatVector.zero(SPECIES);
		FloatVector c1 = FloatVector.zero(SPECIES);
		FloatVector d0 = FloatVector.zero(SPECIES);
		FloatVector d1 = FloatVector.zero(SPECIES);
		int w = weights;
		for (int k = 0; k < columns; k++, w += WIDTH) {
			final FloatVector w0 = FloatVector.fromArray(SPECIES, data, w);
			final FloatVector w1 = FloatVector.fromArray(SPECIES, data, w + LANES);
			final FloatVector xa = FloatVector.broadcast(SPECIES, x[a + k]);
			a0 = w0.fma(xa, a0);
			a1 = w1.fma(xa, a1);
			final FloatVector xb = FloatVector.broadcast(SPECIES, x[b + k]);
			b0 = w0.fma(xb, b0);
			b1 = w1.fma(xb, b1);
			final FloatVector xc = FloatVector.broadcast(SPECIES, x[c + k]);
			c0 = w0.fma(xc, c0);
			c1 = w1.fma(xc, c1);
			final FloatVector xd = FloatVector.broadcast(SPECIES, x[d + k]);
			d0 = w0.fma(xd, d0);
			d1 = w1.fma(xd, d1);
		}
		a0.intoArray(y, toA);
		a1.intoArray(y, toA + LANES);
		b0.intoArray(y, toB);
		b1.intoArray(y, toB + LANES);
		c0.intoArray(y, toC);
		c1.intoArray(y, toC + LANES);
		d0.intoArray(y, toD);
		d1.intoArray(y, toD + LANES);
	}

	/** See {@link Arithmetic#combine}. */
	static void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
		int n = 0;
		for (; n + WIDTH <= sum.length; n += WIDTH) {
			// Two sums of each vector, so that one addition need not wait for the other.
			FloatVector even0 = FloatVector.fromArray(SPECIES, sum, n);
			FloatVector even1 = FloatVector.fromArray(SPECIES, sum, n + LANES);
			FloatVector odd0 = FloatVector.zero(SPECIES);
			FloatVector odd1 = FloatVector.zero(SPECIES);
			int i = 0;
			for (; i + 2 <= count; i += 2) {
				final FloatVector even = FloatVector.broadcast(SPECIES, factors[at + i]);
				even0 = FloatVector.fromArray(SPECIES, rows[first + i], n).fma(even, even0);
				even1 = FloatVector.fromArray(SPECIES, rows[first + i], n + LANES).fma(even, even1);
				final FloatVector odd = FloatVector.broadcast(SPECIES, factors[at + i + 1]);
				odd0 = FloatVector.fromArray(SPECIES, rows[first + i + 1], n).fma(odd, odd0);
				odd1 = FloatVector.fromArray(SPECIES, rows[first + i + 1], n + LANES).fma(odd, odd1);
			}
			if (i < count) {
				final FloatVector last = FloatVector.broadcast(SPECIES, factors[at + i]);
				even0 = FloatVector.fromArray(SPECIES, rows[first + i], n).fma(last, even0);
				even1 = FloatVector.fromArray(SPECIES, rows[first + i], n + LANES).fma(last, even1);
			}
			even0.add(odd0).intoArray(sum, n);
			even1.add(odd1).intoArray(sum, n + LANES);
		}
		for (; n < sum.length; n++)
			for (int i = 0; i < count; i++)
				sum[n] += factors[at + i] * rows[first + i][n];
	}
}
