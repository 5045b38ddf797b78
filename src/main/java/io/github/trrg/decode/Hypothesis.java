package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text under way.
 *
 * @param tokens written so far
 * @param logProbability of those tokens together
 * @param attention recorded attention of each token
 * @param row row of the decoding state the last token continues, counted from the first row of this prompt
 */
record Hypothesis(int[] tokens, double logProbability, List<float[]> attention, int row) {

	/** Nothing written yet. */
	static final Hypothesis EMPTY = new Hypothesis(new int[0], 0, List.of(), 0);

	int length() {
		return tokens.length;
	}

	int lastToken() {
		return tokens[tokens.length - 1];
	}

	/** The same text and one token more. */
	Hypothesis plus(final int token, final double total, final float[] attended, final int from) {
		final int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
		longer[tokens.length] = token;
		final List<float[]> attentions = new ArrayList<>(attention);
		attentions.add(attended);
		return new Hypothesis(longer, total, attentions, from);
	}
}
