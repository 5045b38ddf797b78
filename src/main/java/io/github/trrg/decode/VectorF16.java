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
		for (int at = 0; at < whole; at += STEP, wa += 2 * STEP, wb += 2 * STEP) {
			final FloatVector a0 = value(ints(w, wa).lanewise(VectorOperators.LSHL, 16));
			final FloatVector b0 = value(ints(w, wb).lanewise(VectorOperators.LSHL, 16));
			final FloatVector xi0 = input(x, i + at);
			ai0 = a0.fma(xi0, ai0);
			bi0 = b0.fma(xi0, bi0);
			final FloatVector xj0 = input(x, j + at);
			aj0 = a0.fma(xj0, aj0);
			bj0 = b0.fma(xj0, bj0);
			final FloatVector xk0 = input(x, k + at);
			ak0 = a0.fma(xk0, ak0);
			bk0 = b0.fma(xk0, bk0);
			final FloatVector a1 = value(ints(w, wa));
			final FloatVector b1 = value(ints(w, wb));
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
