package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

/**
 * Inputs of {@link VectorInt4}, rounded to 10 bits with a scale per group: a hundredth of the rounding of weights, and 8 products fit into 16 bits. For each
 * vector of weights an input has a vector of what is added, for the 8 that weights have too much, and vectors of four factors.
 */
final class RoundedInputs {

	/** 8 times this times −8 has 16 bits. */
	private static final int LARGEST = 511;

	private RoundedInputs() {}

	/**
	 * @param x (count, columns)
	 * @param lanes of a vector of 32 bits
	 * @return whole numbers, and the scales of their groups, one per lane, for sums that stand in the upper half of 32 bits
	 */
	static Product.Inputs of(final float[] x, final int count, final int columns, final int lanes) {
		final int groups = columns / GROUP;
		final int inVector = lanes / 4;
		final int vectors = (groups + inVector - 1) / inVector;
		final float[] scales = new float[count * vectors * lanes];
		final short[] whole = new short[count * vectors * 10 * lanes];
		for (int i = 0; i < count; i++)
			for (int group = 0; group < groups; group++) {
				final int vector = i * vectors + group / inVector;
				final int lane = group % inVector * 4;
				final float scale = round(x, i * columns + group * GROUP, whole, vector * 10 * lanes + 2 * lane, 2 * lanes);
				for (int k = 0; k < 4; k++)
					scales[vector * lanes + lane + k] = scale / 0x1p16f;
			}
		return new Product.Inputs(scales, whole);
	}

	/** Rounds a group. @param pairs 16-bit numbers of a vector @return its scale */
	private static float round(final float[] x, final int from, final short[] whole, final int to, final int pairs) {
		float largest = 0;
		for (int k = from; k < from + GROUP; k++)
			largest = Math.max(largest, Math.abs(x[k]));
		final float factor = largest == 0 ? 0 : LARGEST / largest;
		for (int k = 0; k < GROUP / 4; k++) {
			final int a = round(x[from + 2 * k] * factor);
			final int b = round(x[from + 2 * k + GROUP / 2] * factor);
			final int c = round(x[from + 2 * k + 1] * factor);
			final int d = round(x[from + 2 * k + 1 + GROUP / 2] * factor);
			whole[to + k] = (short) (-8 * (a + b + c + d));
			whole[to + pairs + k] = (short) a;
			whole[to + 2 * pairs + k] = (short) (b - 16 * a);
			whole[to + 3 * pairs + k] = (short) (c - 16 * b);
			whole[to + 4 * pairs + k] = (short) (d - 16 * c);
		}
		return largest / LARGEST;
	}

	/** Of a small number: a large one added to it has no room for a fraction, and its bits end with the whole number. */
	private static int round(final float number) {
		return Float.floatToRawIntBits(number + 0x1.8p23f) - 0x4b400000;
	}
}
