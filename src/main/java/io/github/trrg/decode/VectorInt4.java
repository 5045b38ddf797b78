package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of 4-bit numbers with a scale per group, in integers of 16 bits: inputs are {@link RoundedInputs}. Sums may wrap around on the way, so that
 * no number need be taken out of the 16 bits s = 4096 d + 256 c + 16 b + a which it shares with three others: a x + b y + c z + d t is
 * s x + (s >>> 4) (y − 16 x) + (s >>> 8) (z − 16 y) + (s >>> 12) (t − 16 z). Vectors hold whole groups; the last of a row may reach into the next row,
 * where inputs are 0.
 */
final class VectorInt4 extends VectorProduct {

	private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, FLOATS.vectorShape());
	/** Groups of a vector. */
	private static final int GROUPS = LANES / 4;
	/** From a scale per lane to one per group. */
	private static final VectorShuffle<Float> SPREAD = VectorShuffle.fromOp(FLOATS, lane -> lane / 4);
	/** Of 32 bits, the upper half. */
	private static final int HIGH = 0xffff0000;
	/** 16-bit numbers of a vector, and of what an input has for it. */
	private static final int PAIRS = 2 * LANES;
	private static final int FACTORS = 5 * PAIRS;

	private final int groups;
	private final int vectors;

	VectorInt4(final int columns) {
		super(Storage.INT4, columns);
		groups = columns / GROUP;
		vectors = (groups + GROUPS - 1) / GROUPS;
	}

	@Override
	Inputs arrange(final float[] x, final int count) {
		return RoundedInputs.of(x, count, columns, LANES);
	}

	@Override
	void four(final Rows rows, final int a, final int b, final int c, final int d, final Inputs x, final int i, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] scales = rows.scales();
		final float[] inputScales = x.numbers();
		final short[] whole = x.whole();
		final int wa = begin(rows, a);
		final int sa = (rows.first() + a) * groups;
		final int wb = begin(rows, b);
		final int sb = (rows.first() + b) * groups;
		final int wc = begin(rows, c);
		final int sc = (rows.first() + c) * groups;
		final int wd = begin(rows, d);
		final int sd = (rows.first() + d) * groups;
		FloatVector sumA = FloatVector.zero(FLOATS);
		FloatVector sumB = FloatVector.zero(FLOATS);
		FloatVector sumC = FloatVector.zero(FLOATS);
		FloatVector sumD = FloatVector.zero(FLOATS);
		for (int v = 0; v < vectors; v++) {
			final int at = v * 4 * LANES;
			final int numbers = (i * vectors + v) * LANES;
			final int factors = (i * vectors + v) * FACTORS;
			final FloatVector scale = FloatVector.fromArray(FLOATS, inputScales, numbers);
			final ShortVector x0 = ShortVector.fromArray(SHORTS, whole, factors);
			final ShortVector x1 = ShortVector.fromArray(SHORTS, whole, factors + PAIRS);
			final ShortVector x2 = ShortVector.fromArray(SHORTS, whole, factors + 2 * PAIRS);
			final ShortVector x3 = ShortVector.fromArray(SHORTS, whole, factors + 3 * PAIRS);
			final ShortVector x4 = ShortVector.fromArray(SHORTS, whole, factors + 4 * PAIRS);
			final ShortVector a0 = ByteVector.fromArray(BYTES, w, wa + at).reinterpretAsShorts();
			final IntVector pa = a0.mul(x1).add(x0).add(a0.lanewise(VectorOperators.LSHR, 4).mul(x2)).add(a0.lanewise(VectorOperators.LSHR, 8).mul(x3))
				.add(a0.lanewise(VectorOperators.LSHR, 12).mul(x4)).reinterpretAsInts();
			sumA = ((FloatVector) pa.and(HIGH).add(pa.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(FloatVector.fromArray(FLOATS, scales, sa + v * GROUPS).rearrange(SPREAD).mul(scale), sumA);
			final ShortVector b0 = ByteVector.fromArray(BYTES, w, wb + at).reinterpretAsShorts();
			final IntVector pb = b0.mul(x1).add(x0).add(b0.lanewise(VectorOperators.LSHR, 4).mul(x2)).add(b0.lanewise(VectorOperators.LSHR, 8).mul(x3))
				.add(b0.lanewise(VectorOperators.LSHR, 12).mul(x4)).reinterpretAsInts();
			sumB = ((FloatVector) pb.and(HIGH).add(pb.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(FloatVector.fromArray(FLOATS, scales, sb + v * GROUPS).rearrange(SPREAD).mul(scale), sumB);
			final ShortVector c0 = ByteVector.fromArray(BYTES, w, wc + at).reinterpretAsShorts();
			final IntVector pc = c0.mul(x1).add(x0).add(c0.lanewise(VectorOperators.LSHR, 4).mul(x2)).add(c0.lanewise(VectorOperators.LSHR, 8).mul(x3))
				.add(c0.lanewise(VectorOperators.LSHR, 12).mul(x4)).reinterpretAsInts();
			sumC = ((FloatVector) pc.and(HIGH).add(pc.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(FloatVector.fromArray(FLOATS, scales, sc + v * GROUPS).rearrange(SPREAD).mul(scale), sumC);
			final ShortVector d0 = ByteVector.fromArray(BYTES, w, wd + at).reinterpretAsShorts();
			final IntVector pd = d0.mul(x1).add(x0).add(d0.lanewise(VectorOperators.LSHR, 4).mul(x2)).add(d0.lanewise(VectorOperators.LSHR, 8).mul(x3))
				.add(d0.lanewise(VectorOperators.LSHR, 12).mul(x4)).reinterpretAsInts();
			sumD = ((FloatVector) pd.and(HIGH).add(pd.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(FloatVector.fromArray(FLOATS, scales, sd + v * GROUPS).rearrange(SPREAD).mul(scale), sumD);
		}
		final float[] sums = new float[4 * LANES];
		sumA.intoArray(sums, 0);
		sumB.intoArray(sums, LANES);
		sumC.intoArray(sums, 2 * LANES);
		sumD.intoArray(sums, 3 * LANES);
		y[to + a] = sum(sums, 0);
		y[to + b] = sum(sums, LANES);
		y[to + c] = sum(sums, 2 * LANES);
		y[to + d] = sum(sums, 3 * LANES);
	}

	@Override
	void six(final Rows rows, final int a, final int b, final Inputs x, final int i, final int k, final float[] y, final int to, final int stride) {
		final byte[] w = rows.bytes();
		final float[] scales = rows.scales();
		final float[] inputScales = x.numbers();
		final short[] whole = x.whole();
		final int wa = begin(rows, a);
		final int sa = (rows.first() + a) * groups;
		final int wb = begin(rows, b);
		final int sb = (rows.first() + b) * groups;
		FloatVector ai = FloatVector.zero(FLOATS);
		FloatVector aj = FloatVector.zero(FLOATS);
		FloatVector ak = FloatVector.zero(FLOATS);
		FloatVector bi = FloatVector.zero(FLOATS);
		FloatVector bj = FloatVector.zero(FLOATS);
		FloatVector bk = FloatVector.zero(FLOATS);
		for (int v = 0; v < vectors; v++) {
			final ShortVector a0 = ByteVector.fromArray(BYTES, w, wa + v * 4 * LANES).reinterpretAsShorts();
			final ShortVector a4 = a0.lanewise(VectorOperators.LSHR, 4);
			final ShortVector a8 = a0.lanewise(VectorOperators.LSHR, 8);
			final ShortVector a12 = a0.lanewise(VectorOperators.LSHR, 12);
			final FloatVector scaleA = FloatVector.fromArray(FLOATS, scales, sa + v * GROUPS).rearrange(SPREAD);
			final ShortVector b0 = ByteVector.fromArray(BYTES, w, wb + v * 4 * LANES).reinterpretAsShorts();
			final ShortVector b4 = b0.lanewise(VectorOperators.LSHR, 4);
			final ShortVector b8 = b0.lanewise(VectorOperators.LSHR, 8);
			final ShortVector b12 = b0.lanewise(VectorOperators.LSHR, 12);
			final FloatVector scaleB = FloatVector.fromArray(FLOATS, scales, sb + v * GROUPS).rearrange(SPREAD);
			final int iAt = i * vectors + v;
			final FloatVector iScale = FloatVector.fromArray(FLOATS, inputScales, iAt * LANES);
			final ShortVector i0 = ShortVector.fromArray(SHORTS, whole, iAt * FACTORS);
			final ShortVector i1 = ShortVector.fromArray(SHORTS, whole, iAt * FACTORS + PAIRS);
			final ShortVector i2 = ShortVector.fromArray(SHORTS, whole, iAt * FACTORS + 2 * PAIRS);
			final ShortVector i3 = ShortVector.fromArray(SHORTS, whole, iAt * FACTORS + 3 * PAIRS);
			final ShortVector i4 = ShortVector.fromArray(SHORTS, whole, iAt * FACTORS + 4 * PAIRS);
			final IntVector aiP = a0.mul(i1).add(i0).add(a4.mul(i2)).add(a8.mul(i3)).add(a12.mul(i4)).reinterpretAsInts();
			ai = ((FloatVector) aiP.and(HIGH).add(aiP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleA.mul(iScale), ai);
			final IntVector biP = b0.mul(i1).add(i0).add(b4.mul(i2)).add(b8.mul(i3)).add(b12.mul(i4)).reinterpretAsInts();
			bi = ((FloatVector) biP.and(HIGH).add(biP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleB.mul(iScale), bi);
			final int jAt = (i + 1) * vectors + v;
			final FloatVector jScale = FloatVector.fromArray(FLOATS, inputScales, jAt * LANES);
			final ShortVector j0 = ShortVector.fromArray(SHORTS, whole, jAt * FACTORS);
			final ShortVector j1 = ShortVector.fromArray(SHORTS, whole, jAt * FACTORS + PAIRS);
			final ShortVector j2 = ShortVector.fromArray(SHORTS, whole, jAt * FACTORS + 2 * PAIRS);
			final ShortVector j3 = ShortVector.fromArray(SHORTS, whole, jAt * FACTORS + 3 * PAIRS);
			final ShortVector j4 = ShortVector.fromArray(SHORTS, whole, jAt * FACTORS + 4 * PAIRS);
			final IntVector ajP = a0.mul(j1).add(j0).add(a4.mul(j2)).add(a8.mul(j3)).add(a12.mul(j4)).reinterpretAsInts();
			aj = ((FloatVector) ajP.and(HIGH).add(ajP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleA.mul(jScale), aj);
			final IntVector bjP = b0.mul(j1).add(j0).add(b4.mul(j2)).add(b8.mul(j3)).add(b12.mul(j4)).reinterpretAsInts();
			bj = ((FloatVector) bjP.and(HIGH).add(bjP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleB.mul(jScale), bj);
			final int kAt = k * vectors + v;
			final FloatVector kScale = FloatVector.fromArray(FLOATS, inputScales, kAt * LANES);
			final ShortVector k0 = ShortVector.fromArray(SHORTS, whole, kAt * FACTORS);
			final ShortVector k1 = ShortVector.fromArray(SHORTS, whole, kAt * FACTORS + PAIRS);
			final ShortVector k2 = ShortVector.fromArray(SHORTS, whole, kAt * FACTORS + 2 * PAIRS);
			final ShortVector k3 = ShortVector.fromArray(SHORTS, whole, kAt * FACTORS + 3 * PAIRS);
			final ShortVector k4 = ShortVector.fromArray(SHORTS, whole, kAt * FACTORS + 4 * PAIRS);
			final IntVector akP = a0.mul(k1).add(k0).add(a4.mul(k2)).add(a8.mul(k3)).add(a12.mul(k4)).reinterpretAsInts();
			ak = ((FloatVector) akP.and(HIGH).add(akP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleA.mul(kScale), ak);
			final IntVector bkP = b0.mul(k1).add(k0).add(b4.mul(k2)).add(b8.mul(k3)).add(b12.mul(k4)).reinterpretAsInts();
			bk = ((FloatVector) bkP.and(HIGH).add(bkP.lanewise(VectorOperators.LSHL, 16)).convertShape(VectorOperators.I2F, FLOATS, 0))
				.fma(scaleB.mul(kScale), bk);
		}
		final float[] sums = new float[6 * LANES];
		ai.intoArray(sums, 0);
		bi.intoArray(sums, LANES);
		aj.intoArray(sums, 2 * LANES);
		bj.intoArray(sums, 3 * LANES);
		ak.intoArray(sums, 4 * LANES);
		bk.intoArray(sums, 5 * LANES);
		y[to + i * stride + a] = sum(sums, 0);
		y[to + i * stride + b] = sum(sums, LANES);
		y[to + (i + 1) * stride + a] = sum(sums, 2 * LANES);
		y[to + (i + 1) * stride + b] = sum(sums, 3 * LANES);
		y[to + k * stride + a] = sum(sums, 4 * LANES);
		y[to + k * stride + b] = sum(sums, 5 * LANES);
	}
}
