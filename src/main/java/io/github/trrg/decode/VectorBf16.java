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
	void three(final Rows rows, final int row, final float[] x, final int i, final int j, final int k, final float[] y, final int toI, final int toJ, final int toK) {
		final byte[] bytes = rows.bytes();
		int w = begin(rows, row);
		FloatVector i0 = FloatVector.zero(FLOATS);
		FloatVector i1 = FloatVector.zero(FLOATS);
		FloatVector j0 = FloatVector.zero(FLOATS);
		FloatVector j1 = FloatVector.zero(FLOATS);
		FloatVector k0 = FloatVector.zero(FLOATS);
		FloatVector k1 = FloatVector.zero(FLOATS);
		for (int at = 0; at < whole; at += STEP, w += 2 * STEP) {
			final IntVector pair = ints(bytes, w);
			final FloatVector w0 = low(pair);
			i0 = w0.fma(input(x, i + at), i0);
			j0 = w0.fma(input(x, j + at), j0);
			k0 = w0.fma(input(x, k + at), k0);
			final FloatVector w1 = high(pair);
			i1 = w1.fma(input(x, i + at + LANES), i1);
			j1 = w1.fma(input(x, j + at + LANES), j1);
			k1 = w1.fma(input(x, k + at + LANES), k1);
		}
		y[toI] = total(i0, i1, rows, row, x, i);
		y[toJ] = total(j0, j1, rows, row, x, j);
		y[toK] = total(k0, k1, rows, row, x, k);
	}
}
