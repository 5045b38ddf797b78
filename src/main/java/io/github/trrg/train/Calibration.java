package io.github.trrg.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Thresholds that maximise the micro-F1 of several diseases together. F1 = 2 hits / (called + present) is at its maximum f where
 * 2 hits − f · called is, which each disease decides for itself (Dinkelbach 1967): a disease that is perceived badly is called rarely.
 */
final class Calibration {

	/**
	 * What calling the 0, 1, 2, … most probable studies of one disease yields.
	 *
	 * @param scores falling
	 * @param hits true ones among the first n, at index n
	 */
	private record Ranking(double[] scores, int[] hits) {

		static Ranking of(final double[] scores, final boolean[] present) {
			final int[] order = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(i -> -scores[i])).mapToInt(i -> i).toArray();
			final int[] hits = new int[order.length + 1];
			for (int n = 0; n < order.length; n++)
				hits[n + 1] = hits[n] + (present[order[n]] ? 1 : 0);
			return new Ranking(Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(), hits);
		}

		int best(final double f1) {
			int best = 0;
			for (int called = 1; called < hits.length; called++)
				if (2 * hits[called] - f1 * called > 2 * hits[best] - f1 * best) best = called;
			return best;
		}

		double threshold(final int called) {
			return called > 0 ? scores[called - 1] : Math.min(1, scores[0] + 1e-6);
		}
	}

	private Calibration() {}

	/**
	 * @param scores [disease][study]
	 * @param present [disease][study]
	 * @return per disease the least score to call present
	 */
	static double[] maximiseMicroF1(final double[][] scores, final boolean[][] present) {
		final Ranking[] rankings = new Ranking[scores.length];
		Arrays.setAll(rankings, k -> Ranking.of(scores[k], present[k]));
		double f1 = 0;
		for (double last = -1; f1 > last;) {
			last = f1;
			int hits = 0;
			int sum = 0;
			for (final Ranking ranking : rankings) {
				final int called = ranking.best(f1);
				hits += ranking.hits[called];
				sum += called + ranking.hits[ranking.hits.length - 1];
			}
			f1 = sum == 0 ? 0 : 2.0 * hits / sum;
		}
		final double best = f1;
		return Arrays.stream(rankings).mapToDouble(ranking -> ranking.threshold(ranking.best(best))).toArray();
	}

	/** @return the score that lets through as many studies as given */
	static double quantile(final double[] scores, final int called) {
		final double[] sorted = scores.clone();
		Arrays.sort(sorted);
		return Math.min(1, sorted[Math.max(0, sorted.length - 1 - called)] + 1e-6);
	}
}
