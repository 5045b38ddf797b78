package io.github.trrg.train;

/**
 * Learning rate over updates: linear warm-up, then a cosine to the minimum.
 *
 * @param peak highest rate
 * @param minimum rate at the end
 * @param warmup updates until the peak
 * @param total updates in all
 */
record Schedule(double peak, double minimum, long warmup, long total) {

	/** @param update counted from 0 */
	double rate(final long update) {
		if (update < warmup) return peak * (update + 1) / warmup;
		final double done = Math.min(1, (update - warmup) / (double) Math.max(1, total - warmup));
		return minimum + (peak - minimum) * (1 + Math.cos(Math.PI * done)) / 2;
	}
}
