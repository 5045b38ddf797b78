package io.github.trrg.decode;

/** Hears of a text while it is written. */
@FunctionalInterface
public interface TokenListener {

	/** Does not listen. */
	TokenListener NONE = (prompt, tokens) -> {};

	/**
	 * More tokens are settled, which no later step takes back. With beams, these are the ones that all beams agree on.
	 *
	 * @param prompt index of the prompt
	 * @param tokens all settled tokens of that prompt
	 */
	void written(int prompt, int[] tokens);
}
