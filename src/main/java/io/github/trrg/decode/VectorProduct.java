package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
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

	VectorProduct(final Storage storage, final int columns) {
		super(storage, columns);
	}

	/** Where a row begins. */
	final int begin(final Rows rows, final int row) {
		return rows.at() + row * rowBytes;
	}

	/** The sum of a vector's lanes. In plain Java: on JDK 17 a rearrangement checks its indices every time, which takes longer than all these additions. */
	static float sum(final float[] lanes, final int from) {
		float a = 0;
		float b = 0;
		float c = 0;
		float d = 0;
		for (int n = from; n < from + LANES; n += 4) {
			a += lanes[n];
			b += lanes[n + 1];
			c += lanes[n + 2];
			d += lanes[n + 3];
		}
		return a + b + (c + d);
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
