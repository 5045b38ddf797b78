package io.github.trrg.evaluate;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Area under the receiver operating characteristic: how often a positive scores above a negative, ties counting half. */
public final class Auroc {

	private Auroc() {}

	/**
	 * @param scores one per case, the higher the more likely positive
	 * @param positive whether each case is
	 * @return 0 to 1; empty where positives or negatives are wanting
	 */
	public static OptionalDouble of(final double[] scores, final boolean[] positive) {
		final int[] order = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(i -> scores[i])).mapToInt(i -> i).toArray();
		double wins = 0;
		long negativesBelow = 0;
		long positives = 0;
		for (int start = 0; start < order.length;) {
			int end = start;
			long tiedPositives = 0;
			while (end < order.length && scores[order[end]] == scores[order[start]])
				if (positive[order[end++]]) tiedPositives++;
			final long tiedNegatives = end - start - tiedPositives;
			wins += tiedPositives * (negativesBelow + tiedNegatives / 2.0);
			negativesBelow += tiedNegatives;
			positives += tiedPositives;
			start = end;
		}
		return positives == 0 || negativesBelow == 0 ? OptionalDouble.empty() : OptionalDouble.of(wins / positives / negativesBelow);
	}
}
