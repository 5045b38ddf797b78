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
 * s x + (s >>> 4) (y − 16 x) + (s >>> 8) (z − 16 y) + (s >>> 12) (t − 16 z). Vectors hold whole groups.
 */
final class VectorInt4 extends VectorIntegers {

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
	void two(final Rows rows, final int a, final int b, final Inputs x, final int i, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] scales = rows.scales();
		final float[] inputScales = x.numbers();
		final short[] whole = x.whole();
		final int wa = begin(rows, a);
		final int sa = (rows.first() + a) * groups;
		final int wb = begin(rows, b);
		final int sb = (rows.first() + b) * groups;
		FloatVector sumA = FloatVector.zero(FLOATS);
		FloatVector sumB = FloatVector.zero(FLOATS);
		for (int v = 0; v < vectors; v++) {
			final int at = v * 4 * LANES;
			final int factors = (i * vectors + v) * FACTORS;
			final FloatVector scale = FloatVector.fromArray(FLOATS, inputScales, (i * vectors + v) * LANES);
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
		}
		final float[] sums = new float[2 * LANES];
		sumA.intoArray(sums, 0);
		sumB.intoArray(sums, LANES);
		y[to + a] = sum(sums, 0);
		y[to + b] = sum(sums, LANES);
	}
}
