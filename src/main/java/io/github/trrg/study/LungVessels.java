package io.github.trrg.study;

import java.util.Random;

/** Branching vessels from both hila towards the chest wall, for {@link Phantom}. */
final class LungVessels {

	private final Random random;
	private final int size;
	private final float[] picture;

	private LungVessels(final long seed, final int size) {
		random = new Random(31 * seed + 7);
		this.size = size;
		picture = new float[size * size];
	}

	/** @return attenuation added by vessels, row-major */
	static float[] draw(final long seed, final int size) {
		final LungVessels vessels = new LungVessels(seed, size);
		for (int side = -1; side <= 1; side += 2)
			for (int trunk = 0; trunk < 8; trunk++)
				vessels.branch(0.5 + side * 0.085, 0.48, side, -1.25 + trunk * 0.36 + 0.1 * vessels.random.nextGaussian(), 0.085, 0.0065);
		return vessels.picture;
	}

	/** @param angle 0 points outwards, positive downwards; lengths and radii are fractions of the picture */
	private void branch(final double u, final double v, final int side, final double angle, final double length, final double radius) {
		if (radius < 0.0011) return;
		final double endU = u + side * length * Math.cos(angle), endV = v + length * Math.sin(angle);
		stroke(u, v, endU, endV, radius);
		final double spread = 0.25 + 0.15 * random.nextDouble();
		branch(endU, endV, side, angle - spread, length * (0.7 + 0.25 * random.nextDouble()), radius * 0.7);
		branch(endU, endV, side, angle + spread, length * (0.7 + 0.25 * random.nextDouble()), radius * 0.66);
	}

	private void stroke(final double fromU, final double fromV, final double toU, final double toV, final double radius) {
		final int left = pixel(Math.min(fromU, toU) - radius), right = pixel(Math.max(fromU, toU) + radius);
		final int top = pixel(Math.min(fromV, toV) - radius), bottom = pixel(Math.max(fromV, toV) + radius);
		final double du = toU - fromU, dv = toV - fromV;
		for (int y = top; y <= bottom; y++)
			for (int x = left; x <= right; x++) {
				final double pu = (x + 0.5) / size - fromU, pv = (y + 0.5) / size - fromV;
				final double along = Math.max(0, Math.min(1, (pu * du + pv * dv) / (du * du + dv * dv)));
				final double t = Math.hypot(pu - along * du, pv - along * dv) / radius;
				if (t < 1) picture[y * size + x] = Math.max(picture[y * size + x], (float) (11 * radius * (1 - t * t)));
			}
	}

	private int pixel(final double place) {
		return (int) Math.max(0, Math.min(size - 1, place * size));
	}
}
