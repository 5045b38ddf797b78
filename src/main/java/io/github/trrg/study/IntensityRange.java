package io.github.trrg.study;

import java.util.Arrays;

import io.github.trrg.common.TrrgException;

/**
 * The grey values of a view that become black (0) and white (1).
 *
 * @param black at or below: 0
 * @param white at or above: 1; not above {@code black} if the image is constant, which is then black
 */
record IntensityRange(double black, double white) {

	/** Samples on a regular grid, enough for percentiles of a tenth of a per cent; all pixels of a 256 x 256 image. */
	private static final int SAMPLES = 1 << 16;

	/**
	 * The view's window if it has a usable one, else percentiles of its finite pixels, which shrug off burnt-in letters and dead pixels.
	 *
	 * @param low,high percentiles, 0 to 100
	 * @throws TrrgException if the view has no pixels or no finite pixel
	 */
	static IntensityRange of(final View view, final double low, final double high) {
		if (view.width() == 0 || view.height() == 0) throw new TrrgException("The image " + view.name() + " has no pixels (" + view.width() + " x " +
			view.height() + "). Choose another image.");
		final double[] window = view.window();
		final boolean usable = window != null && Double.isFinite(window[0]) && Double.isFinite(window[1]) && window[0] < window[1];
		final long pixels = (long) view.width() * view.height();
		// One finite pixel is all that a window needs.
		final int wanted = usable ? 1 : Integer.MAX_VALUE;
		final int step = (int) Math.ceil(Math.sqrt((double) pixels / SAMPLES));
		float[] samples = finiteSamples(view, step, wanted);
		if (samples.length == 0 && step > 1) samples = finiteSamples(view, 1, wanted);
		if (samples.length == 0) throw new TrrgException("The image " + view.name() +
			" has no pixel that is a number (all are NaN or infinite). Choose another image.");
		if (usable) return new IntensityRange(window[0], window[1]);
		Arrays.sort(samples);
		final float black = percentile(samples, low), white = percentile(samples, high);
		return black < white ? new IntensityRange(black, white) : new IntensityRange(samples[0], samples[samples.length - 1]);
	}

	/** The finite ones of every {@code step}-th pixel of every {@code step}-th line, until enough are found. */
	private static float[] finiteSamples(final View view, final int step, final int wanted) {
		final PixelRows rows = new PixelRows(view);
		final float[] row = new float[view.width()];
		float[] samples = new float[Math.min(SAMPLES, wanted)];
		int count = 0;
		for (int y = step / 2; y < view.height() && count < wanted; y += step) {
			rows.read(y, row);
			for (int x = step / 2; x < row.length && count < wanted; x += step) {
				if (!Float.isFinite(row[x])) continue;
				if (count == samples.length) samples = Arrays.copyOf(samples, 2 * count);
				samples[count++] = row[x];
			}
		}
		return Arrays.copyOf(samples, count);
	}

	/** Maps grey values to 0..1 in place; what is not a number becomes black. */
	void normalise(final float[] values) {
		final float shift = (float) black;
		final float scale = white > black ? (float) (1 / (white - black)) : 0;
		for (int i = 0; i < values.length; i++) {
			final float value = (values[i] - shift) * scale;
			values[i] = value > 1 ? 1 : value > 0 ? value : 0;
		}
	}

	private static float percentile(final float[] sorted, final double percent) {
		return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
	}
}
