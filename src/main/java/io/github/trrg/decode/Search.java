package io.github.trrg.decode;

import java.util.List;

/** The choice of tokens for one prompt. */
interface Search {

	/**
	 * Chooses the next tokens.
	 *
	 * @param logits one array (V) for each hypothesis of {@link #live()}, or one for the prompt at the start; may be overwritten
	 * @param attention recorded attention that goes with each
	 */
	void advance(List<float[]> logits, List<float[]> attention);

	/** Texts to go on with, which become this prompt's rows of the next step; empty when the search is over. */
	List<Hypothesis> live();

	/** Tokens that will not change any more. */
	int[] settled();

	/** The best text, once the search is over. */
	Generation result();
}
