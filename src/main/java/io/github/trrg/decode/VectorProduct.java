package io.github.trrg.decode;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products by the Vector API, of any vector width. Rows are read several at a time, far apart, since several streams come from memory faster than one.
 * An output has sums of its own, whatever else is computed with it. Kernels call the Vector API itself and no method of ours: the just-in-time compiler
 * stops inlining those in a method as large, and vectors that go through a call are slow.
 */
abstract class VectorProduct extends Product {

	static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
	static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
	/** A vector of stored bytes. */
	static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, FLOATS.vectorShape());
	/** As many stored bytes as a vector has lanes, or a few more: 8 at least, whatever the width. */
	static final VectorSpecies<Byte> NARROW = FLOATS.length() == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;
	static final int LANES = FLOATS.length();
	private static final VectorShuffle<Float> BY_8 = turned(8);
	private static final VectorShuffle<Float> BY_4 = turned(4);
	private static final VectorShuffle<Float> BY_2 = turned(2);
	/** Inputs of a step of the loops: two vectors. */
	static final int STEP = 2 * LANES;

	private final Storage storage;
	private final int rowBytes;
	/** Inputs that fill whole steps; the rest is added one by one. */
	final int whole;

	VectorProduct(final Storage storage, final int columns) {
		super(columns);
		this.storage = storage;
		rowBytes = (int) storage.rowBytes(columns);
		whole = columns / STEP * STEP;
	}

	/** Several inputs go by threes; fewer are filled up by repeating the last. Larger kernels would be more than the just-in-time compiler takes. */
	@Override
	final void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		for (int i = 0; i < count; i += 3)
			if (i + 1 == count) one(rows, x, i, y, to + i * stride);
			else several(rows, x, i, Math.min(i + 2, count - 1), y, to, stride);
	}

	private void one(final Rows rows, final Inputs x, final int i, final float[] y, final int to) {
		final int last = rows.count() - 1;
		final int quarter = last / 4 + 1;
		for (int row = 0; row < quarter; row++)
			four(rows, row, Math.min(row + quarter, last), Math.min(row + 2 * quarter, last), Math.min(row + 3 * quarter, last), x, i, y, to);
	}

	private void several(final Rows rows, final Inputs x, final int i, final int last, final float[] y, final int to, final int stride) {
		final int half = (rows.count() + 1) / 2;
		for (int row = 0; row < half; row++)
			six(rows, row, Math.min(row + half, rows.count() - 1), x, i, last, y, to, stride);
	}

	/** Outputs of four rows for one input; they go to y[to + a] and so on. */
	abstract void four(Rows rows, int a, int b, int c, int d, Inputs x, int i, float[] y, int to);

	/** Outputs of two rows for the inputs i, i + 1 and k; they go to y[to + i · stride + a] and so on. */
	abstract void six(Rows rows, int a, int b, Inputs x, int i, int k, float[] y, int to, int stride);

	/** Where a row begins. */
	final int begin(final Rows rows, final int row) {
		return rows.at() + row * rowBytes;
	}

	/** The output of a row, from the sums of its whole steps at sums[from]. */
	final float total(final float[] sums, final int from, final Rows rows, final int row, final float[] x, final int at) {
		final float sum = sum(sums, from);
		if (whole == columns) return scaled(sum, rows, row);
		final float[] rest = new float[columns - whole];
		Numbers.read(storage, rows.bytes(), begin(rows, row), whole, rest.length, rows.scales(), rows.first() + row, columns, rest, 0);
		float more = 0;
		for (int i = 0; i < rest.length; i++)
			more += rest[i] * x[at + whole + i];
		return scaled(sum, rows, row) + more;
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

	/** What a sum over weights without their scale becomes. */
	float scaled(final float sum, final Rows rows, final int row) {
		return sum;
	}

	/**
	 * Inputs with those of even and of odd number apart in each step: as 16-bit numbers come apart that are read two by two.
	 *
	 * @param x (count, columns)
	 */
	final Inputs apart(final float[] x, final int count) {
		final float[] arranged = x.clone();
		for (int row = 0; row < count * columns; row += columns)
			for (int step = row; step < row + whole; step += STEP)
				for (int i = 0; i < LANES; i++) {
					arranged[step + i] = x[step + 2 * i];
					arranged[step + LANES + i] = x[step + 2 * i + 1];
				}
		return new Inputs(arranged, null);
	}

	static FloatVector input(final float[] x, final int at) {
		return FloatVector.fromArray(FLOATS, x, at);
	}

	/** See {@link Arithmetic#combine}. */
	static void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
		int n = 0;
		for (; n + STEP <= sum.length; n += STEP) {
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
