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

	/** One such change. Shifts are parts of the side. */
	record Change(double angle, double scaleX, double scaleY, double shiftX, double shiftY, float contrast, float brightness) {

		private static final Change NONE = new Change(0, 1, 1, 0, 0, 1, 0);

		/**
		 * @param pixels side × side values, normalised
		 * @param outSide side of the result
		 * @return a changed copy, outSide × outSide values
		 */
		float[] apply(final float[] pixels, final int side, final int outSide) {
			if (equals(NONE) && outSide == side) return pixels;
			final double center = (side - 1) / 2.0;
			final double step = side / (double) outSide;
			final double cos = Math.cos(angle);
			final double sin = Math.sin(angle);
			final float[] changed = new float[outSide * outSide];
			for (int y = 0; y < outSide; y++)
				for (int x = 0; x < outSide; x++) {
					final double dx = ((x + 0.5) * step - 0.5 - center - shiftX * side) / scaleX;
					final double dy = ((y + 0.5) * step - 0.5 - center - shiftY * side) / scaleY;
					changed[y * outSide + x] = bilinear(pixels, side, center + cos * dx - sin * dy, center + sin * dx + cos * dy) * contrast + brightness;
				}
			return changed;
		}

		/** The same movement without the change of grey values, for what lies on the picture. */
		Change movement() {
			return new Change(angle, scaleX, scaleY, shiftX, shiftY, 1, 0);
		}
	}

	Change draw(final Random random) {
		if (strength == 0) return Change.NONE;
		final double angle = around(random, ROTATION);
		final double scaleX = 1 + around(random, SCALE);
		final double scaleY = scaleX * (1 + around(random, SCALE / 2));
		return new Change(angle, scaleX, scaleY, around(random, SHIFT), around(random, SHIFT), (float) (1 + around(random, CONTRAST)), (float) around(random,
			BRIGHTNESS));
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
