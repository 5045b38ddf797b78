package io.github.trrg.decode;

/**
 * What the language model reads before it writes.
 *
 * @param embeddings input embeddings (T, H), row-major
 * @param from first position whose attention is recorded
 * @param to position after the last recorded one; equal to {@code from} to record nothing
 */
public record Prompt(float[] embeddings, int from, int to) {

	public Prompt {
		if (from < 0 || to < from) throw new IllegalArgumentException("No range of positions: " + from + " to " + to);
	}

	/** A prompt without recorded attention. */
	public Prompt(final float[] embeddings) {
		this(embeddings, 0, 0);
	}
}
