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
	void three(final Rows rows, final int row, final float[] x, final int i, final int j, final int k, final float[] y, final int toI, final int toJ, final int toK) {
		final byte[] bytes = rows.bytes();
		int w = begin(rows, row);
		FloatVector i0 = FloatVector.zero(FLOATS);
		FloatVector i1 = FloatVector.zero(FLOATS);
		FloatVector j0 = FloatVector.zero(FLOATS);
		FloatVector j1 = FloatVector.zero(FLOATS);
		FloatVector k0 = FloatVector.zero(FLOATS);
		FloatVector k1 = FloatVector.zero(FLOATS);
		for (int at = 0; at < whole; at += STEP, w += STEP) {
			final FloatVector w0 = floats(bytes, w);
			i0 = w0.fma(input(x, i + at), i0);
			j0 = w0.fma(input(x, j + at), j0);
			k0 = w0.fma(input(x, k + at), k0);
			final FloatVector w1 = floats(bytes, w + LANES);
			i1 = w1.fma(input(x, i + at + LANES), i1);
			j1 = w1.fma(input(x, j + at + LANES), j1);
			k1 = w1.fma(input(x, k + at + LANES), k1);
		}
		y[toI] = total(i0, i1, rows, row, x, i);
		y[toJ] = total(j0, j1, rows, row, x, j);
		y[toK] = total(k0, k1, rows, row, x, k);
	}
}
