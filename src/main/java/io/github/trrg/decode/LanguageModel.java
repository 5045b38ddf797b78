package io.github.trrg.decode;

import java.util.List;

/**
 * A decoder-only language model that reads prompts given as embeddings, so that soft tokens (visual, clue) may stand
 * among those of text, and goes on token by token. Safe for concurrent use; each {@link DecodingState} belongs to one thread.
 */
public interface LanguageModel extends AutoCloseable {

	/** Number V of tokens; ids are 0 to V − 1. */
	int vocabSize();

	/** Width H of an embedding. */
	int hiddenSize();

	/** Longest sequence, prompt and new tokens together. */
	int maxPositions();

	/**
	 * @return input embeddings of those tokens (T, H), row-major
	 * @throws IndexOutOfBoundsException if a token is not in the vocabulary
	 */
	float[] embed(int... tokens);

	/**
	 * Reads prompts of any lengths together.
	 *
	 * @param prompts at least one; each becomes a row of the state
	 * @param room most steps that will follow: bounds the KV cache
	 * @return the state after the last position of each prompt; close it
	 * @throws io.github.trrg.common.TrrgException if a prompt and its room exceed {@link #maxPositions()}
	 */
	DecodingState prefill(List<Prompt> prompts, int room);

	/** Frees the weights. */
	@Override
	default void close() {
		// on the heap there is nothing to free
	}
}
