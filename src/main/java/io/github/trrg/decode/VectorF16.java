package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Products of IEEE 754 numbers of 16 bits, which are read two by two. */
final class VectorF16 extends VectorProduct {

	VectorF16(final int columns) {
		super(Storage.F16, columns);
	}

	@Override
	float[] arrange(final float[] x, final int count) {
		return apart(x, count);
	}

	/**
	 * Of the upper halves. Exponents count from 112 less; a subnormal number gets the exponent of the smallest normal one, which is taken off
	 * again. Infinite and undefined numbers, which no weight is, become large ones.
	 */
	private static FloatVector value(final IntVector halves) {
		final IntVector magnitude = halves.and(0x7fff0000).lanewise(VectorOperators.LSHR, 3);
		final IntVector subnormal = magnitude.sub(1 << 23).lanewise(VectorOperators.ASHR, 31);
		final FloatVector positive = magnitude.add(112 << 23).add(subnormal.and(1 << 23)).reinterpretAsFloats().sub(subnormal.and(113 << 23).reinterpretAsFloats());
		return positive.reinterpretAsInts().lanewise(VectorOperators.OR, halves.and(0x80000000)).reinterpretAsFloats();
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
			a0 = value(pa.lanewise(VectorOperators.LSHL, 16)).fma(x0, a0);
			a1 = value(pa).fma(x1, a1);
			final IntVector pb = ints(w, wb);
			b0 = value(pb.lanewise(VectorOperators.LSHL, 16)).fma(x0, b0);
			b1 = value(pb).fma(x1, b1);
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
			final FloatVector w0 = value(pair.lanewise(VectorOperators.LSHL, 16));
			final FloatVector w1 = value(pair);
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
