package io.github.trrg.decode;

import java.util.Arrays;
import java.util.List;

/**
 * How probable a language model finds a text.
 *
 * @param logProbability natural logarithm of the probability of all tokens, at most 0
 * @param tokens how many were read
 */
public record Likelihood(double logProbability, int tokens) {

	/**
	 * Reads the tokens after the prompt, as many as the model has positions for.
	 *
	 * @param tokens of the text, the one that ends it included
	 */
	public static Likelihood of(final LanguageModel model, final Prompt prompt, final int... tokens) {
		final int positions = model.maxPositions() - prompt.embeddings().length / model.hiddenSize();
		final int[] read = Arrays.copyOf(tokens, Math.max(0, Math.min(tokens.length, positions)));
		double sum = 0;
		try (DecodingState state = model.prefill(List.of(prompt), read.length)) {
			for (int i = 0; i < read.length; i++) {
				sum += logProbability(state.logits(0), read[i]);
				if (i + 1 < read.length) state.step(new int[] { 0 }, new int[] { read[i] });
			}
		}
		return new Likelihood(sum, read.length);
	}

	private static double logProbability(final float[] logits, final int token) {
		double max = Double.NEGATIVE_INFINITY;
		for (final float logit : logits)
			max = Math.max(max, logit);
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp(logit - max);
		return logits[token] - max - Math.log(sum);
	}

	/** Of both texts. */
	public Likelihood plus(final Likelihood other) {
		return new Likelihood(logProbability + other.logProbability, tokens + other.tokens);
	}

	/** exp(mean negative log likelihood per token): among how many equally likely tokens the model chooses, so to speak; at least 1. */
	public double perplexity() {
		return Math.exp(-logProbability / tokens);
	}
}
