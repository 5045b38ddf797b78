package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

/**
 * Inputs of {@link VectorInt4}, rounded to 9 bits with a scale per group: a fiftieth of the rounding of weights, and 16 products fit into 16 bits. Each
 * 32 bits hold a number for the lower and one for the upper 16 bits of weights: per group four factors for each of its 32-bit numbers, and what is
 * added for the 8 that weights have too much.
 */
final class RoundedInputs {

	/** Numbers of a group. */
	static final int NUMBERS = GROUP / 2 + 1;
	/** 16 times this times −8 has 16 bits. */
	private static final int LARGEST = 255;

	private RoundedInputs() {}

	/**
	 * @param x (count, columns)
	 * @return whole numbers (count, groups, NUMBERS), and the scales of their groups
	 */
	static Product.Inputs of(final float[] x, final int count, final int columns) {
		final float[] scales = new float[count * columns / GROUP];
		final int[] whole = new int[scales.length * NUMBERS];
		for (int group = 0; group < scales.length; group++)
			scales[group] = round(x, group * GROUP, whole, group * NUMBERS);
		return new Product.Inputs(scales, whole);
	}

	/** Rounds a group. @return its scale */
	private static float round(final float[] x, final int from, final int[] whole, final int to) {
		int bits = 0; // of the largest magnitude: as whole numbers they are in the same order, and are faster compared
		for (int k = from; k < from + GROUP; k++)
			bits = Math.max(bits, Float.floatToRawIntBits(x[k]) & Integer.MAX_VALUE);
		final float largest = Float.intBitsToFloat(bits);
		final float factor = largest == 0 ? 0 : LARGEST / largest;
		int low = 0;
		int high = 0;
		for (int v = 0; v < GROUP / 8; v++) {
			final int k = from + 4 * v;
			final int a = round(x[k] * factor);
			final int b = round(x[k + GROUP / 2] * factor);
			final int c = round(x[k + 1] * factor);
			final int d = round(x[k + 1 + GROUP / 2] * factor);
			final int e = round(x[k + 2] * factor);
			final int f = round(x[k + 2 + GROUP / 2] * factor);
			final int g = round(x[k + 3] * factor);
			final int h = round(x[k + 3 + GROUP / 2] * factor);
			whole[to + 4 * v] = pair(a, e);
			whole[to + 4 * v + 1] = pair(b - 16 * a, f - 16 * e);
			whole[to + 4 * v + 2] = pair(c - 16 * b, g - 16 * f);
			whole[to + 4 * v + 3] = pair(d - 16 * c, h - 16 * g);
			low += a + b + c + d;
			high += e + f + g + h;
		}
		whole[to + NUMBERS - 1] = pair(-8 * low, -8 * high);
		return largest / LARGEST;
	}

	private static int pair(final int low, final int high) {
		return low & 0xffff | high << 16;
	}

	/** Of a small number: a large one added to it has no room for a fraction, and its bits end with the whole number. */
	private static int round(final float number) {
		return Float.floatToRawIntBits(number + 0x1.8p23f) - 0x4b400000;
	}
}
