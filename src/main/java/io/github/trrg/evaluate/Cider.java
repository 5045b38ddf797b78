package io.github.trrg.evaluate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr-D as in the COCO caption evaluation code: raw term counts, n-grams weighted by how few samples' references hold them, counts
 * clipped to the reference, Gaussian penalty (σ = 6) on the length difference, mean over n = 1 to 4, times ten.
 */
final class Cider {

	private static final double SIGMA = 6;

	private final Map<List<String>, Integer> documentFrequency = new HashMap<>();
	private final double logDocuments;

	/** @param references the references of every sample of the corpus */
	Cider(final List<List<List<String>>> references) {
		logDocuments = Math.log(references.size());
		for (final List<List<String>> sample : references) {
			final Set<List<String>> ngrams = new HashSet<>();
			sample.forEach(reference -> ngrams.addAll(NGrams.count(reference).keySet()));
			ngrams.forEach(ngram -> documentFrequency.merge(ngram, 1, Integer::sum));
		}
	}

	/** @return 0 to 10 */
	double score(final List<String> hypothesis, final List<List<String>> references) {
		final Weights weights = new Weights(hypothesis);
		return 10 * references.stream().mapToDouble(reference -> weights.similarity(new Weights(reference))).average().orElseThrow();
	}

	/** Weighted n-grams of one text. */
	private final class Weights {

		private final Map<List<String>, Double> weights = new HashMap<>();
		private final double[] norms = new double[NGrams.MAX];
		/** Bigrams of the text: what the original measures length by. */
		private final int length;

		private Weights(final List<String> tokens) {
			NGrams.count(tokens).forEach((ngram, count) -> {
				final double weight = count * (logDocuments - Math.log(Math.max(1, documentFrequency.getOrDefault(ngram, 0))));
				weights.put(ngram, weight);
				norms[ngram.size() - 1] += weight * weight;
			});
			for (int n = 0; n < NGrams.MAX; n++)
				norms[n] = Math.sqrt(norms[n]);
			length = Math.max(0, tokens.size() - 1);
		}

		private double similarity(final Weights reference) {
			final double[] products = new double[NGrams.MAX];
			weights.forEach((ngram, weight) -> {
				final double other = reference.weights.getOrDefault(ngram, 0.0);
				products[ngram.size() - 1] += Math.min(weight, other) * other;
			});
			double sum = 0;
			for (int n = 0; n < NGrams.MAX; n++) {
				final double norm = norms[n] * reference.norms[n];
				sum += norm == 0 ? products[n] : products[n] / norm;
			}
			final double difference = length - reference.length;
			return sum / NGrams.MAX * Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
		}
	}
}
