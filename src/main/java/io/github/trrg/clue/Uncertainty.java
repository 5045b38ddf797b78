package io.github.trrg.clue;

import java.util.List;

/**
 * How unsure the model is of a study, so that those it can learn most from are annotated first (uncertainty sampling, Settles 2009; the
 * measure for many diseases is ours). Each probability is stretched so that its threshold, where the model decides, lies at one half; the
 * measure is the binary entropy of that in bits, averaged over all diseases.
 */
public final class Uncertainty {

	private Uncertainty() {}

	/** @return 0, if every probability is 0 or 1, to 1, if every one lies on its threshold; "no finding" follows from the others and does not count */
	public static double of(final List<Clue> clues) {
		return clues.stream().filter(clue -> !clue.disease().isNoFinding()).mapToDouble(clue -> entropy(stretched(clue))).average().orElse(0);
	}

	/** Whether the probability lies so near the threshold that it decides nothing: within a tenth of the stretched scale. */
	public static boolean isDoubtful(final Clue clue) {
		return Math.abs(stretched(clue) - 0.5) < 0.1;
	}

	/** The probability on a scale of two straight pieces that lead from 0 over the threshold, at 0.5, to 1. */
	private static double stretched(final Clue clue) {
		final double p = clue.probability(), threshold = clue.disease().threshold();
		return p < threshold ? p / (2 * threshold) : threshold == 1 ? 1 : 0.5 + (p - threshold) / (2 * (1 - threshold));
	}

	private static double entropy(final double p) {
		return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
	}
}
