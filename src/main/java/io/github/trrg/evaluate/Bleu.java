package io.github.trrg.evaluate;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * BLEU-1 to BLEU-4 with the closest reference length and the constants of the COCO caption evaluation code, so that numbers compare.
 *
 * @param length tokens of the hypothesis
 * @param referenceLength tokens of the reference closest in length, the shorter of two equally close
 * @param guessed n-grams of the hypothesis, n = 1 to 4
 * @param correct those of them found in a reference, each counted at most as often as there
 */
record Bleu(long length, long referenceLength, long[] guessed, long[] correct) {

	private static final double TINY = 1e-15;
	private static final double SMALL = 1e-9;

	/** Counts of one sample. */
	static Bleu of(final List<String> hypothesis, final List<List<String>> references) {
		final long[] guessed = new long[NGrams.MAX];
		final long[] correct = new long[NGrams.MAX];
		final Map<List<String>, Integer> allowed = NGrams.count(references.get(0));
		for (final List<String> reference : references.subList(1, references.size()))
			NGrams.count(reference).forEach((ngram, count) -> allowed.merge(ngram, count, Math::max));
		for (int n = 1; n <= NGrams.MAX; n++)
			guessed[n - 1] = Math.max(0, hypothesis.size() - n + 1);
		NGrams.count(hypothesis).forEach((ngram, count) -> correct[ngram.size() - 1] += Math.min(count, allowed.getOrDefault(ngram, 0)));
		return new Bleu(hypothesis.size(), closest(hypothesis.size(), references), guessed, correct);
	}

	/** Counts of a corpus. */
	static Bleu sum(final List<Bleu> samples) {
		long length = 0;
		long referenceLength = 0;
		final long[] guessed = new long[NGrams.MAX];
		final long[] correct = new long[NGrams.MAX];
		for (final Bleu sample : samples) {
			length += sample.length;
			referenceLength += sample.referenceLength;
			for (int n = 0; n < NGrams.MAX; n++) {
				guessed[n] += sample.guessed[n];
				correct[n] += sample.correct[n];
			}
		}
		return new Bleu(length, referenceLength, guessed, correct);
	}

	/** @return BLEU-1 to BLEU-4, 0 to 1 */
	double[] scores() {
		final double ratio = (length + TINY) / (referenceLength + SMALL);
		final double brevity = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
		final double[] scores = new double[NGrams.MAX];
		double product = 1;
		for (int n = 0; n < NGrams.MAX; n++) {
			product *= (correct[n] + TINY) / (guessed[n] + SMALL);
			scores[n] = Math.pow(product, 1.0 / (n + 1)) * brevity;
		}
		return scores;
	}

	private static int closest(final int length, final List<List<String>> references) {
		final List<Integer> lengths = references.stream().map(List::size).toList();
		final int distance = lengths.stream().mapToInt(l -> Math.abs(l - length)).min().orElseThrow();
		return Collections.min(lengths.stream().filter(l -> Math.abs(l - length) == distance).toList());
	}
}
