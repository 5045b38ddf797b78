package io.github.trrg.evaluate;

import java.util.Arrays;
import java.util.Comparator;

public final class Auroc {

	private Auroc() {}

	public static double of(final double[] scores, final boolean[] positive) {
		final Integer[] order = new Integer[scores.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
		double ranks = 0;
		long positives = 0;
		for (int from = 0; from < order.length;) {
			int to = from;
			while (to < order.length && scores[order[to]] == scores[order[from]])
				to++;
			for (int i = from; i < to; i++)
				if (positive[order[i]]) {
					ranks += (from + 1 + to) / 2.0;
					positives++;
				}
			from = to;
		}
		final long negatives = scores.length - positives;
		return (ranks - positives * (positives + 1) / 2.0) / (positives * (double) negatives);
	}
}
