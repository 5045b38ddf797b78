package io.github.trrg.train;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Kernels;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Masks;

/** Sequences side by side, right-padded to (B, T): position t is given token t and is to say token t + 1. */
final class TokenBatch {

	private final long[][] codes;
	private final long[] next;
	private final float[] weights;
	private final float[] keep;
	private final Shape shape;

	TokenBatch(final List<TokenSequence> rows) {
		final int length = rows.stream().mapToInt(row -> row.codes().length).max().orElse(2) - 1;
		codes = new long[rows.size()][length];
		next = new long[rows.size() * length];
		weights = new float[next.length];
		keep = new float[next.length];
		shape = new Shape(rows.size(), length);
		for (int row = 0; row < rows.size(); row++) {
			final TokenSequence sequence = rows.get(row);
			for (int t = 0; t + 1 < sequence.codes().length; t++) {
				final int at = row * length + t;
				codes[row][t] = sequence.codes()[t];
				keep[at] = 1;
				weights[at] = sequence.weights()[t + 1];
				if (weights[at] > 0) next[at] = sequence.codes()[t + 1];
			}
		}
	}

	/** (B, T) token ids and codes of soft tokens */
	long[][] codes() {
		return codes;
	}

	/** Hides the soft tokens of a row from all positions. @param tokens the first so many soft tokens */
	void hide(final int row, final int tokens) {
		for (int t = 0; t < codes[row].length; t++)
			if (codes[row][t] < 0 && codes[row][t] >= -tokens) keep[row * codes[row].length + t] = 0;
	}

	/** @param inputs (B, T, H) @return last hidden states (B, T, H) */
	NDArray hidden(final NDManager step, final Llama language, final NDArray inputs, final float dropout) {
		final int length = codes[0].length;
		final NDArray positions = step.arange(length).toType(DataType.FLOAT32, false).expandDims(0); // (1, T)
		return language.forward(inputs, positions, Masks.causal(step.create(keep, shape), length), null, dropout).hidden();
	}

	/** @param hidden (B, T, H) @return weighted mean cross entropy of the tokens to be said */
	NDArray loss(final NDManager step, final Llama language, final NDArray hidden) {
		return Kernels.run("cross_entropy", language.logits(hidden).reshape(next.length, -1), step.create(next), step.create(weights));
	}

	/** @param hidden (B, T, H) @return mean over the positions that say something (B, H); 0 of a row without any, whose prompt fills all positions */
	NDArray pooled(final NDManager step, final NDArray hidden) {
		final int length = codes[0].length;
		final float[] parts = new float[weights.length];
		for (int row = 0; row < codes.length; row++) {
			int says = 0;
			for (int at = row * length; at < (row + 1) * length; at++)
				if (weights[at] > 0) says++;
			for (int at = row * length; at < (row + 1) * length; at++)
				if (weights[at] > 0) parts[at] = 1f / says;
		}
		return hidden.mul(step.create(parts, shape).expandDims(2)).sum(new int[] { 1 });
	}
}
