package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

import io.github.trrg.engine.Kernels;

/** A parameter that multiplies activations, in the precision of its network. */
final class Weight implements Factor {

	private final NDArray values; // float32, what training changes
	private final Precision precision;
	private NDArray rounded; // kept while nobody trains the values; null if there is none

	Weight(final NDArray values, final Precision precision) {
		this.values = values;
		this.precision = precision;
	}

	@Override
	public NDArray linear(final NDArray x, final NDArray bias) {
		return precision.linear(x, factor(), bias);
	}

	@Override
	public NDArray rows(final NDArray indices) {
		return Embedding.embedding(indices, values, SparseFormat.DENSE).singletonOrThrow();
	}

	/** x (N, in, H, W), of a weight (out, in, k, k). @param stride 1 or 2 */
	NDArray convolve(final NDArray x, final int stride) {
		return precision.convolve(x, factor(), stride);
	}

	/** Rounding a weight costs as much as a product with a single row, so that whoever writes token by token wants it done once. */
	private NDArray factor() {
		if (precision == Precision.FLOAT32 || values.hasGradient()) return values;
		synchronized (this) {
			if (rounded == null) rounded = Kernels.run("round_bfloat16", values);
			return rounded;
		}
	}

	/** To be called before the values change. */
	synchronized void forget() {
		if (rounded != null) rounded.close();
		rounded = null;
	}
}
