package io.github.trrg.decode;

import java.util.function.ToIntFunction;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.LlamaConfig;

/**
 * What the language model reads before it writes.
 *
 * @param embeddings input embeddings (T, H), row-major
 * @param from first position whose attention is recorded
 * @param to position after the last recorded one; equal to {@code from} to record nothing
 * @param faults counts what is wrong with a text written for it: of the texts that a beam search ends with, the one with the fewest faults
 *          is taken, and among those the most probable
 */
public record Prompt(float[] embeddings, int from, int to, ToIntFunction<String> faults) {

	public Prompt {
		if (from < 0 || to < from) throw new IllegalArgumentException("No range of positions: " + from + " to " + to);
	}

	/** A prompt for which the most probable text is the best. */
	public Prompt(final float[] embeddings, final int from, final int to) {
		this(embeddings, from, to, text -> 0);
	}

	/** And without recorded attention. */
	public Prompt(final float[] embeddings) {
		this(embeddings, 0, 0);
	}

	/**
	 * Number T of positions.
	 *
	 * @param room steps to follow
	 * @throws TrrgException if they do not fit into the model together
	 */
	int length(final LlamaConfig config, final int room) {
		final int length = embeddings.length / config.hiddenSize();
		if (length == 0 || embeddings.length % config.hiddenSize() != 0 || to > length)
			throw new IllegalArgumentException("Not a prompt of width " + config.hiddenSize() + ": " + embeddings.length + " numbers, positions recorded to " + to);
		if (length + room > config.maxPositions())
			throw new TrrgException("The prompt takes " + length + " positions and " + room + " more are asked for new tokens, but the language model holds " +
				config.maxPositions() + " in all. Shorten the indication or lower the maximum length.");
		return length;
	}
}
