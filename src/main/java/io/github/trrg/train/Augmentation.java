package io.github.trrg.train;

import java.util.Random;

/**
 * Small changes a radiograph may undergo without changing its report: rotation, scale, shift, brightness, contrast. No flips: left and
 * right matter.
 *
 * @param strength 0 (none) to 1
 */
record Augmentation(double strength) {

	private static final double ROTATION = Math.toRadians(8);
	private static final double SCALE = 0.12;
	private static final double SHIFT = 0.06;
	private static final double CONTRAST = 0.25;
	private static final double BRIGHTNESS = 0.25;

	/**
	 * @param pixels side × side values, normalised
	 * @param outSide side of the result
	 * @return a changed copy, outSide × outSide values
	 */
	float[] apply(final float[] pixels, final int side, final int outSide, final Random random) {
		if (strength == 0 && outSide == side) return pixels;
		final double angle = around(random, ROTATION);
		final double scaleX = 1 + around(random, SCALE);
		final double scaleY = scaleX * (1 + around(random, SCALE / 2));
		final double shiftX = around(random, SHIFT) * side;
		final double shiftY = around(random, SHIFT) * side;
		final float contrast = (float) (1 + around(random, CONTRAST));
		final float brightness = (float) around(random, BRIGHTNESS);
		final double center = (side - 1) / 2.0;
		final double step = side / (double) outSide;
		final double cos = Math.cos(angle);
		final double sin = Math.sin(angle);
		final float[] changed = new float[outSide * outSide];
		for (int y = 0; y < outSide; y++)
			for (int x = 0; x < outSide; x++) {
				final double dx = ((x + 0.5) * step - 0.5 - center - shiftX) / scaleX;
				final double dy = ((y + 0.5) * step - 0.5 - center - shiftY) / scaleY;
				changed[y * outSide + x] = bilinear(pixels, side, center + cos * dx - sin * dy, center + sin * dx + cos * dy) * contrast + brightness;
			}
		return changed;
	}

	private double around(final Random random, final double range) {
		return (2 * random.nextDouble() - 1) * range * strength;
	}

	/** Outside, the nearest pixel of the border. */
	private static float bilinear(final float[] pixels, final int side, final double x, final double y) {
		final float cx = (float) Math.max(0, Math.min(side - 1.001, x));
		final float cy = (float) Math.max(0, Math.min(side - 1.001, y));
		final int left = (int) cx;
		final int top = (int) cy;
		final float fx = cx - left;
		final float fy = cy - top;
		final int at = top * side + left;
		final float upper = pixels[at] * (1 - fx) + pixels[at + 1] * fx;
		final float lower = pixels[at + side] * (1 - fx) + pixels[at + side + 1] * fx;
		return upper * (1 - fy) + lower * fy;
	}
}
