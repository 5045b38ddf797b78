package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/** Products of numbers of 32 bits. */
final class VectorF32 extends VectorProduct {

	VectorF32(final int columns) {
		super(Storage.F32, columns);
	}

	private static FloatVector floats(final byte[] bytes, final int at) {
		return ByteVector.fromArray(BYTES, bytes, at).reinterpretAsFloats();
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
		for (int k = at; k < at + whole; k += STEP, wa += 4 * STEP, wb += 4 * STEP) {
			final FloatVector x0 = input(x, k);
			final FloatVector x1 = input(x, k + LANES);
			a0 = floats(w, wa).fma(x0, a0);
			a1 = floats(w, wa + 4 * LANES).fma(x1, a1);
			b0 = floats(w, wb).fma(x0, b0);
			b1 = floats(w, wb + 4 * LANES).fma(x1, b1);
		}
		y[to + a] = total(a0, a1, rows, a, x, at);
		y[to + b] = total(b0, b1, rows, b, x, at);
	}

	@Override
	void four(final Rows rows, final int row, final float[] x, final int a, final int b, final int c, final int d, final float[] y, final int toA, final int toB,
		final int toC, final int toD)
	{
		int w = begin(rows, row);
		FloatVector a0 = FloatVector.zero(FLOATS);
		FloatVector a1 = FloatVector.zero(FLOATS);
		FloatVector b0 = FloatVector.zero(FLOATS);
		FloatVector b1 = FloatVector.zero(FLOATS);
		FloatVector c0 = FloatVector.zero(FLOATS);
		FloatVector c1 = FloatVector.zero(FLOATS);
		FloatVector d0 = FloatVector.zero(FLOATS);
		FloatVector d1 = FloatVector.zero(FLOATS);
		for (int k = 0; k < whole; k += STEP, w += 4 * STEP) {
			final FloatVector w0 = floats(rows.bytes(), w);
			final FloatVector w1 = floats(rows.bytes(), w + 4 * LANES);
			a0 = w0.fma(input(x, a + k), a0);
			a1 = w1.fma(input(x, a + k + LANES), a1);
			b0 = w0.fma(input(x, b + k), b0);
			b1 = w1.fma(input(x, b + k + LANES), b1);
			c0 = w0.fma(input(x, c + k), c0);
			c1 = w1.fma(input(x, c + k + LANES), c1);
			d0 = w0.fma(input(x, d + k), d0);
			d1 = w1.fma(input(x, d + k + LANES), d1);
		}
		y[toA] = total(a0, a1, rows, row, x, a);
		y[toB] = total(b0, b1, rows, row, x, b);
		y[toC] = total(c0, c1, rows, row, x, c);
		y[toD] = total(d0, d1, rows, row, x, d);
	}
}
