package io.github.trrg.decode;

/** e to the power of x in 32 bits, several times faster than {@link Math#exp}: activations need it once for a few hundred weights. */
final class Exponential {

	private static final float LOG2_E = 1.44269504f;
	/** ln 2 in two parts, the first with so few digits that its multiples are exact. */
	private static final float LN2_HIGH = 0.693359375f;
	private static final float LN2_LOW = -2.12194440e-4f;
	/** Added and taken off, it leaves a whole number. */
	private static final float ROUNDING = 12582912f;

	private Exponential() {}

	/** @return with a relative error below 3e-7; 0 below −87, e⁸⁸ above 88 */
	static float exp(final float x) {
		if (x < -87) return 0;
		final float bounded = Math.min(x, 88);
		final float power = bounded * LOG2_E + ROUNDING - ROUNDING;
		final float r = bounded - power * LN2_HIGH - power * LN2_LOW; // |r| ≤ ln 2 / 2
		// Taylor series: the first term left out is below 1e-7.
		final float series = 1 + r * (1 + r * (1 / 2f + r * (1 / 6f + r * (1 / 24f + r * (1 / 120f + r * (1 / 720f))))));
		return series * Float.intBitsToFloat((int) power + 127 << 23);
	}
}
