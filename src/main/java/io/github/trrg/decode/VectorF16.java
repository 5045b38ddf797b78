package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Products of IEEE 754 numbers of 16 bits, which are read two by two. */
final class VectorF16 extends VectorFloats {

	/** Of a number in the upper half of 32 bits, moved to where its exponent and fraction have their place. */
	private static final int BITS = 0x8fffe000;
	/** Its exponent counts from 112 less, which a product puts right, for subnormal numbers too. Infinite numbers, which no weight is, become large ones. */
	private static final float BIAS = 0x1p112f;

	VectorF16(final int columns) {
		super(Storage.F16, columns);
	}

	@Override
	Inputs arrange(final float[] x, final int count) {
		return apart(x, count);
	}

	@Override
	void four(final Rows rows, final int a, final int b, final int c, final int d, final Inputs x, final int i, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] numbers = x.numbers();
		final int wa = begin(rows, a);
		final int wb = begin(rows, b);
		final int wc = begin(rows, c);
		final int wd = begin(rows, d);
		FloatVector a0 = FloatVector.zero(FLOATS);
		FloatVector a1 = FloatVector.zero(FLOATS);
		FloatVector b0 = FloatVector.zero(FLOATS);
		FloatVector b1 = FloatVector.zero(FLOATS);
		FloatVector c0 = FloatVector.zero(FLOATS);
		FloatVector c1 = FloatVector.zero(FLOATS);
		FloatVector d0 = FloatVector.zero(FLOATS);
		FloatVector d1 = FloatVector.zero(FLOATS);
		final int from = i * columns;
		for (int at = 0; at < whole; at += STEP) {
			final FloatVector x0 = FloatVector.fromArray(FLOATS, numbers, from + at);
			final FloatVector x1 = FloatVector.fromArray(FLOATS, numbers, from + at + LANES);
			final IntVector pa = ByteVector.fromArray(BYTES, w, wa + 2 * at).reinterpretAsInts();
			a0 = pa.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x0, a0);
			a1 = pa.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x1, a1);
			final IntVector pb = ByteVector.fromArray(BYTES, w, wb + 2 * at).reinterpretAsInts();
			b0 = pb.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x0, b0);
			b1 = pb.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x1, b1);
			final IntVector pc = ByteVector.fromArray(BYTES, w, wc + 2 * at).reinterpretAsInts();
			c0 = pc.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x0, c0);
			c1 = pc.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x1, c1);
			final IntVector pd = ByteVector.fromArray(BYTES, w, wd + 2 * at).reinterpretAsInts();
			d0 = pd.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x0, d0);
			d1 = pd.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS).fma(x1, d1);
		}
		final float[] sums = new float[4 * LANES];
		a0.add(a1).intoArray(sums, 0);
		b0.add(b1).intoArray(sums, LANES);
		c0.add(c1).intoArray(sums, 2 * LANES);
		d0.add(d1).intoArray(sums, 3 * LANES);
		y[to + a] = total(sums, 0, rows, a, numbers, from);
		y[to + b] = total(sums, LANES, rows, b, numbers, from);
		y[to + c] = total(sums, 2 * LANES, rows, c, numbers, from);
		y[to + d] = total(sums, 3 * LANES, rows, d, numbers, from);
	}

	@Override
	void six(final Rows rows, final int a, final int b, final Inputs x, final int i, final int k, final float[] y, final int to, final int stride) {
		final byte[] w = rows.bytes();
		final float[] numbers = x.numbers();
		final int wa = begin(rows, a);
		final int wb = begin(rows, b);
		final int fromI = i * columns;
		final int fromJ = fromI + columns;
		final int fromK = k * columns;
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
		for (int at = 0; at < whole; at += STEP) {
			final IntVector pa = ByteVector.fromArray(BYTES, w, wa + 2 * at).reinterpretAsInts();
			final IntVector pb = ByteVector.fromArray(BYTES, w, wb + 2 * at).reinterpretAsInts();
			final FloatVector a0 = pa.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS);
			final FloatVector b0 = pb.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS);
			final FloatVector i0 = FloatVector.fromArray(FLOATS, numbers, fromI + at);
			ai0 = a0.fma(i0, ai0);
			bi0 = b0.fma(i0, bi0);
			final FloatVector j0 = FloatVector.fromArray(FLOATS, numbers, fromJ + at);
			aj0 = a0.fma(j0, aj0);
			bj0 = b0.fma(j0, bj0);
			final FloatVector k0 = FloatVector.fromArray(FLOATS, numbers, fromK + at);
			ak0 = a0.fma(k0, ak0);
			bk0 = b0.fma(k0, bk0);
			final FloatVector a1 = pa.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS);
			final FloatVector b1 = pb.lanewise(VectorOperators.ASHR, 3).and(BITS).reinterpretAsFloats().mul(BIAS);
			final FloatVector i1 = FloatVector.fromArray(FLOATS, numbers, fromI + at + LANES);
			ai1 = a1.fma(i1, ai1);
			bi1 = b1.fma(i1, bi1);
			final FloatVector j1 = FloatVector.fromArray(FLOATS, numbers, fromJ + at + LANES);
			aj1 = a1.fma(j1, aj1);
			bj1 = b1.fma(j1, bj1);
			final FloatVector k1 = FloatVector.fromArray(FLOATS, numbers, fromK + at + LANES);
			ak1 = a1.fma(k1, ak1);
			bk1 = b1.fma(k1, bk1);
		}
		final float[] sums = new float[6 * LANES];
		ai0.add(ai1).intoArray(sums, 0);
		bi0.add(bi1).intoArray(sums, LANES);
		aj0.add(aj1).intoArray(sums, 2 * LANES);
		bj0.add(bj1).intoArray(sums, 3 * LANES);
		ak0.add(ak1).intoArray(sums, 4 * LANES);
		bk0.add(bk1).intoArray(sums, 5 * LANES);
		y[to + i * stride + a] = total(sums, 0, rows, a, numbers, fromI);
		y[to + i * stride + b] = total(sums, LANES, rows, b, numbers, fromI);
		y[to + (i + 1) * stride + a] = total(sums, 2 * LANES, rows, a, numbers, fromJ);
		y[to + (i + 1) * stride + b] = total(sums, 3 * LANES, rows, b, numbers, fromJ);
		y[to + k * stride + a] = total(sums, 4 * LANES, rows, a, numbers, fromK);
		y[to + k * stride + b] = total(sums, 5 * LANES, rows, b, numbers, fromK);
	}
}
