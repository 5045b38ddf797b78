package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.FloatVector;

/** Products of bytes with a scale per row. Inputs are not rounded: the product is at the limit of the memory without that. */
final class VectorInt8 extends VectorProduct {

	VectorInt8(final int columns) {
		super(Storage.INT8, columns);
	}

	@Override
	float scaled(final float sum, final Rows rows, final int row) {
		return sum * rows.scales()[rows.first() + row];
	}

	private static FloatVector floats(final byte[] bytes, final int at) {
		return floats(widened(bytes, at));
	}

	@Override
	void two(final Rows rows, final int a, final int b, final float[] x, final int at, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		int wa = begin(rows, a);
		int wb = begin(rows, b);
		FloatVector a0 = FloatVector.zero(FLOATS);
		FloatVector a1 = FloatVector.zero(FLOATS);
		FloatVector b0 = FloatVector.zero(FLOATS);
		FloatVector b1 = FloatVector.zero(FLOATS);
		for (int k = at; k < at + whole; k += STEP, wa += STEP, wb += STEP) {
			final FloatVector x0 = input(x, k);
			final FloatVector x1 = input(x, k + LANES);
			a0 = floats(w, wa).fma(x0, a0);
			a1 = floats(w, wa + LANES).fma(x1, a1);
			b0 = floats(w, wb).fma(x0, b0);
			b1 = floats(w, wb + LANES).fma(x1, b1);
		}
		y[to + a] = total(a0, a1, rows, a, x, at);
		y[to + b] = total(b0, b1, rows, b, x, at);
	}

	@Override
	void three(final Rows rows, final int a, final int b, final float[] x, final int i, final int j, final int k, final float[] y, final int toI, final int toJ,
		final int toK)
	{
		final byte[] w = rows.bytes();
		int wa = begin(rows, a);
		int wb = begin(rows, b);
		FloatVector ai0 = FloatVector.zero(FLOATS);
		FloatVector ai1 = FloatVector.zero(FLOATS);
		FloatVector aj0 = FloatVector.zero(FLOATS);
		FloatVector aj1 = FloatVector.zero(FLOATS);
		FloatVector ak0 = FloatVector.zero(FLOATS);
		FloatVector ak1 = FloatVector.zero(FLOATS);
		FloatVector bi0 = FloatVector.zero(FLOATS);
		FloatVector bi1 = FloatVector.zero(FLOATS);
		FloatVector bj0 = FloatVector.zero(FLOATS);
		FloatVector bj1 = FloatVector.zero(FLOATS);
		FloatVector bk0 = FloatVector.zero(FLOATS);
		FloatVector bk1 = FloatVector.zero(FLOATS);
		for (int at = 0; at < whole; at += STEP, wa += STEP, wb += STEP) {
			final FloatVector a0 = floats(w, wa);
			final FloatVector b0 = floats(w, wb);
			final FloatVector xi0 = input(x, i + at);
			ai0 = a0.fma(xi0, ai0);
			bi0 = b0.fma(xi0, bi0);
			final FloatVector xj0 = input(x, j + at);
			aj0 = a0.fma(xj0, aj0);
			bj0 = b0.fma(xj0, bj0);
			final FloatVector xk0 = input(x, k + at);
			ak0 = a0.fma(xk0, ak0);
			bk0 = b0.fma(xk0, bk0);
			final FloatVector a1 = floats(w, wa + LANES);
			final FloatVector b1 = floats(w, wb + LANES);
			final FloatVector xi1 = input(x, i + at + LANES);
			ai1 = a1.fma(xi1, ai1);
			bi1 = b1.fma(xi1, bi1);
			final FloatVector xj1 = input(x, j + at + LANES);
			aj1 = a1.fma(xj1, aj1);
			bj1 = b1.fma(xj1, bj1);
			final FloatVector xk1 = input(x, k + at + LANES);
			ak1 = a1.fma(xk1, ak1);
			bk1 = b1.fma(xk1, bk1);
		}
		y[toI + a] = total(ai0, ai1, rows, a, x, i);
		y[toI + b] = total(bi0, bi1, rows, b, x, i);
		y[toJ + a] = total(aj0, aj1, rows, a, x, j);
		y[toJ + b] = total(bj0, bj1, rows, b, x, j);
		y[toK + a] = total(ak0, ak1, rows, a, x, k);
		y[toK + b] = total(bk0, bk1, rows, b, x, k);
	}
}
