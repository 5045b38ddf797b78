package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Products of bfloat16 numbers: the upper halves of 32-bit ones, which are read two by two. */
final class VectorBf16 extends VectorProduct {

	VectorBf16(final int columns) {
		super(Storage.BF16, columns);
	}

	@Override
	float[] arrange(final float[] x, final int count) {
		return apart(x, count);
	}

	private static FloatVector low(final IntVector pairs) {
		return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
	}

	private static FloatVector high(final IntVector pairs) {
		return pairs.and(0xffff0000).reinterpretAsFloats();
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
		for (int k = at; k < at + whole; k += STEP, wa += 2 * STEP, wb += 2 * STEP) {
			final FloatVector x0 = input(x, k);
			final FloatVector x1 = input(x, k + LANES);
			final IntVector pa = ints(w, wa);
			a0 = low(pa).fma(x0, a0);
			a1 = high(pa).fma(x1, a1);
			final IntVector pb = ints(w, wb);
			b0 = low(pb).fma(x0, b0);
			b1 = high(pb).fma(x1, b1);
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
		for (int k = 0; k < whole; k += STEP, w += 2 * STEP) {
			final IntVector pair = ints(rows.bytes(), w);
			final FloatVector w0 = low(pair);
			final FloatVector w1 = high(pair);
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
