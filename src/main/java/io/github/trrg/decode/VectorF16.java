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

	/** Of the upper halves. Exponents count from 112 less, which a product puts right, for subnormal numbers too. Infinite numbers, which no weight is, become large ones. */
	private static FloatVector value(final IntVector halves) {
		return halves.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000).reinterpretAsFloats().mul(0x1p112f);
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
			final FloatVector w0 = value(pair.lanewise(VectorOperators.LSHL, 16));
			i0 = w0.fma(input(x, i + at), i0);
			j0 = w0.fma(input(x, j + at), j0);
			k0 = w0.fma(input(x, k + at), k0);
			final FloatVector w1 = value(pair);
			i1 = w1.fma(input(x, i + at + LANES), i1);
			j1 = w1.fma(input(x, j + at + LANES), j1);
			k1 = w1.fma(input(x, k + at + LANES), k1);
		}
		y[toI] = total(i0, i1, rows, row, x, i);
		y[toJ] = total(j0, j1, rows, row, x, j);
		y[toK] = total(k0, k1, rows, row, x, k);
	}
}
