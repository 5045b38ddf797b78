package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the Vector API, of any vector width. Rows are read several at a time, far apart, since several streams come from memory faster than one.
 * An output has sums of its own, whatever else is computed with it. Three rules keep the just-in-time compiler of JDK 17 from leaving vectors on the heap,
 * many times slower: kernels call the Vector API itself and no method of ours; no kernel calls it more than about forty times; and there is one species
 * of each number, since with several the compiler cannot tell what a call leads to before its limits are reached.
 */
abstract class VectorProduct extends Product {

	static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
	/** A vector of stored bytes. */
	static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, FLOATS.vectorShape());
	static final int LANES = FLOATS.length();
	private static final VectorShuffle<Float> BY_8 = turned(8);
	private static final VectorShuffle<Float> BY_4 = turned(4);
	private static final VectorShuffle<Float> BY_2 = turned(2);

	private final int rowBytes;

	VectorProduct(final Storage storage, final int columns) {
		super(columns);
		rowBytes = (int) storage.rowBytes(columns);
	}

	/** Where a row begins. */
	final int begin(final Rows rows, final int row) {
		return rows.at() + row * rowBytes;
	}

	/** The sum of a vector, always in the same order: that of reduceLanes differs between interpreted and compiled code. */
	static float sum(final float[] lanes, final int from) {
		FloatVector sum = input(lanes, from);
		if (LANES > 8) sum = sum.add(sum.rearrange(BY_8));
		if (LANES > 4) sum = sum.add(sum.rearrange(BY_4));
		if (LANES > 2) sum = sum.add(sum.rearrange(BY_2));
		return sum.lane(0) + sum.lane(1);
	}

	private static VectorShuffle<Float> turned(final int lanes) {
		return VectorShuffle.iota(FLOATS, lanes % LANES, 1, true);
	}

	static FloatVector input(final float[] x, final int at) {
		return FloatVector.fromArray(FLOATS, x, at);
	}

	/** See {@link Arithmetic#combine}. */
	static void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
		int n = 0;
		for (; n + 2 * LANES <= sum.length; n += 2 * LANES) {
			// Two sums of each vector, so that one addition need not wait for the other.
			FloatVector even0 = input(sum, n);
			FloatVector even1 = input(sum, n + LANES);
			FloatVector odd0 = FloatVector.zero(FLOATS);
			FloatVector odd1 = FloatVector.zero(FLOATS);
			int i = 0;
			for (; i + 2 <= count; i += 2) {
				final FloatVector even = FloatVector.broadcast(FLOATS, factors[at + i]);
				even0 = input(rows[first + i], n).fma(even, even0);
				even1 = input(rows[first + i], n + LANES).fma(even, even1);
				final FloatVector odd = FloatVector.broadcast(FLOATS, factors[at + i + 1]);
				odd0 = input(rows[first + i + 1], n).fma(odd, odd0);
				odd1 = input(rows[first + i + 1], n + LANES).fma(odd, odd1);
			}
			if (i < count) {
				final FloatVector last = FloatVector.broadcast(FLOATS, factors[at + i]);
				even0 = input(rows[first + i], n).fma(last, even0);
				even1 = input(rows[first + i], n + LANES).fma(last, even1);
			}
			even0.add(odd0).intoArray(sum, n);
			even1.add(odd1).intoArray(sum, n + LANES);
		}
		for (; n < sum.length; n++)
			for (int i = 0; i < count; i++)
				sum[n] += factors[at + i] * rows[first + i][n];
	}
}
