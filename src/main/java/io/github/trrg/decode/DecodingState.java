package io.github.trrg.decode;

/** Sequences on their way: the KV cache of each row, and what the model said after its last position. */
public interface DecodingState extends AutoCloseable {

	/** Number of rows. */
	int rows();

	/** Logits (V) of the token that follows the row; a new array. */
	float[] logits(int row);

	/**
	 * What the row's last position, the one that yields these logits, attended to in the recorded range of its prompt.
	 *
	 * @return a weight per recorded position, mean over layers and heads; they sum to at most 1, the rest went elsewhere; empty without a range
	 */
	float[] attention(int row);

	/**
	 * One step of all rows, in one pass over the weights. New row i continues old row {@code parents[i]} with
	 * {@code tokens[i]}: beams are forked by naming a parent twice, and a row nobody names is dropped.
	 */
	void step(int[] parents, int[] tokens);

	/** Frees the KV cache. */
	@Override
	void close();
}
