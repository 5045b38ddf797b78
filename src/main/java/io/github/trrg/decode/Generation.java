package io.github.trrg.decode;

import java.util.List;

/**
 * What was written for one prompt.
 *
 * @param tokens new tokens, without the end token; those of a stop string included
 * @param text the tokens decoded, cut before the first stop string
 * @param score log-probability of the tokens (and the end) as chosen from, divided by their number to the power of the length penalty
 * @param attention for each token, what it attended to in the recorded range of its prompt ({@link DecodingState#attention}); empty arrays without a range
 * @param finish why it ended
 */
public record Generation(int[] tokens, String text, double score, List<float[]> attention, Finish finish) {

	/** Why a text ended. */
	public enum Finish {
		/** The model wrote an end token. */
		END,
		/** A stop string appeared. */
		STOP,
		/** The maximum length was reached. */
		LENGTH
	}
}
