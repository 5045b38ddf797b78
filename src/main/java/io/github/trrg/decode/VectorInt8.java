package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Products of bytes with a scale per row, which are read four by four, two rows for one input. Inputs are not rounded: the product is at the limit of the
 * memory without that. The last vector of a row may reach into the next row, where inputs are 0.
 */
final class VectorInt8 extends VectorProduct {

	/** Inputs of a step of the loop: four vectors. */
	private static final int STEP = 4 * LANES;

	/** Of four bytes, the highest; they are moved there one by one and are 2²⁴ times as large: a second shift, back, would take longer than all else. */
	private static final int HIGH = 0xff000000;
	private static final float UNIT = 0x1p-24f;

	private final int filled; // columns, filled up to whole steps

	VectorInt8(final int columns) {
		super(Storage.INT8, columns);
		filled = (columns + STEP - 1) / STEP * STEP;
	}

	/** For the first bytes of all lanes of a step, for the second ones, and so on. */
	@Override
	Inputs arrange(final float[] x, final int count) {
		final float[] arranged = new float[count * filled];
		for (int i = 0; i < count; i++)
			for (int step = 0; step < columns; step += STEP)
				for (int k = 0; k < Math.min(STEP, columns - step); k++)
					arranged[i * filled + step + (k & 3) * LANES + (k >> 2)] = x[i * columns + step + k];
		return new Inputs(arranged, null);
	}

	@Override
	void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		final int half = (rows.count() + 1) / 2;
		for (int i = 0; i < count; i++)
			for (int row = 0; row < half; row++)
				two(rows, row, Math.min(row + half, rows.count() - 1), x, i, y, to + i * stride);
	}

	/** Outputs of two rows for one input; they go to y[to + a] and y[to + b]. */
	private void two(final Rows rows, final int a, final int b, final Inputs x, final int i, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] numbers = x.numbers();
		final int wa = begin(rows, a);
		final int wb = begin(rows, b);
		FloatVector a0 = FloatVector.zero(FLOATS);
		FloatVector a1 = FloatVector.zero(FLOATS);
		FloatVector b0 = FloatVector.zero(FLOATS);
		FloatVector b1 = FloatVector.zero(FLOATS);
		final int from = i * filled;
		for (int at = 0; at < filled; at += STEP) {
			final FloatVector x0 = FloatVector.fromArray(FLOATS, numbers, from + at);
			final FloatVector x1 = FloatVector.fromArray(FLOATS, numbers, from + at + LANES);
			final FloatVector x2 = FloatVector.fromArray(FLOATS, numbers, from + at + 2 * LANES);
			final FloatVector x3 = FloatVector.fromArray(FLOATS, numbers, from + at + 3 * LANES);
			final IntVector pa = ByteVector.fromArray(BYTES, w, wa + at).reinterpretAsInts();
			a0 = ((FloatVector) pa.lanewise(VectorOperators.LSHL, 24).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x0, a0);
			a1 = ((FloatVector) pa.lanewise(VectorOperators.LSHL, 16).and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x1, a1);
			a0 = ((FloatVector) pa.lanewise(VectorOperators.LSHL, 8).and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x2, a0);
			a1 = ((FloatVector) pa.and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x3, a1);
			final IntVector pb = ByteVector.fromArray(BYTES, w, wb + at).reinterpretAsInts();
			b0 = ((FloatVector) pb.lanewise(VectorOperators.LSHL, 24).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x0, b0);
			b1 = ((FloatVector) pb.lanewise(VectorOperators.LSHL, 16).and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x1, b1);
			b0 = ((FloatVector) pb.lanewise(VectorOperators.LSHL, 8).and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x2, b0);
			b1 = ((FloatVector) pb.and(HIGH).convertShape(VectorOperators.I2F, FLOATS, 0)).fma(x3, b1);
		}
		final float[] sums = new float[2 * LANES];
		a0.add(a1).intoArray(sums, 0);
		b0.add(b1).intoArray(sums, LANES);
		y[to + a] = sum(sums, 0) * rows.scales()[rows.first() + a] * UNIT;
		y[to + b] = sum(sums, LANES) * rows.scales()[rows.first() + b] * UNIT;
	}
}
