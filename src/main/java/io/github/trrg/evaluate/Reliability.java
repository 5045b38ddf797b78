package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether probabilities mean what they say: cases in ten bins of equal width by their probability.
 *
 * @param cases how many there are in each bin
 * @param sums of their probabilities
 * @param positives how many of them are positive
 */
record Reliability(int[] cases, double[] sums, int[] positives) {

	private static final int BINS = 10;

	/**
	 * A bin that is not empty.
	 *
	 * @param cases how many, at least one
	 * @param probability their mean, 0 to 1
	 * @param rate part of them that are positive, 0 to 1
	 */
	record Bin(int cases, double probability, double rate) {}

	static Reliability of(final double[] probabilities, final boolean[] positive) {
		final int[] cases = new int[BINS], positives = new int[BINS];
		final double[] sums = new double[BINS];
		for (int i = 0; i < probabilities.length; i++) {
			final int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
			cases[bin]++;
			sums[bin] += probabilities[i];
			if (positive[i]) positives[bin]++;
		}
		return new Reliability(cases, sums, positives);
	}

	/** Of all their cases together. */
	static Reliability ofAll(final List<Reliability> parts) {
		final Reliability all = new Reliability(new int[BINS], new double[BINS], new int[BINS]);
		for (final Reliability part : parts)
			for (int bin = 0; bin < BINS; bin++) {
				all.cases[bin] += part.cases[bin];
				all.sums[bin] += part.sums[bin];
				all.positives[bin] += part.positives[bin];
			}
		return all;
	}

	/** From low probabilities to high, without the empty ones. */
	List<Bin> bins() {
		final List<Bin> bins = new ArrayList<>();
		for (int bin = 0; bin < BINS; bin++)
			if (cases[bin] > 0) bins.add(new Bin(cases[bin], sums[bin] / cases[bin], (double) positives[bin] / cases[bin]));
		return bins;
	}

	/** Expected calibration error: mean distance of probability and rate, bins counting by their cases; 0 to 1. */
	double expectedError() {
		final double distance = bins().stream().mapToDouble(bin -> bin.cases * Math.abs(bin.probability - bin.rate)).sum();
		return distance / Math.max(1, IntStream.of(cases).sum());
	}
}
