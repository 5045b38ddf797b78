package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
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

	/** What training changes, 32 bits. */
	NDArray values() {
		return values;
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
		// In the backward pass through k = 1 with stride 2, PyTorch 2.7.1 writes beyond its memory on some AMD processors.
		final boolean skips = stride == 2 && values.getShape().get(2) == 1;
		final NDList operands = operands(skips ? Kernels.run("every_second", x) : x, factor());
		return precision.convolve(operands.get(0), operands.get(1), skips ? 1 : stride);
	}

	/**
	 * What a convolution is to be given. Channels are made innermost in memory, which is a quarter faster on the CPU and costs nothing from layer to
	 * layer, as results stay so. It is also what PyTorch 2.7.1 needs to be right: on some AMD processors, with other numbers of channels than fill
	 * their registers, its other layouts give wrong sums. A single channel has no such layout, and is several times slower; it gets an empty one
	 * beside it.
	 *
	 * @param x (N, in, H, W)
	 * @param weight (out, in, k, k)
	 * @return both; they belong to x's manager, but for the weight where it is as it was
	 */
	static NDList operands(final NDArray x, final NDArray weight) {
		final NDList pair = x.getShape().get(1) == 1 ? Kernels.runAll("with_empty_channels", x, weight) : new NDList(x, weight);
		return new NDList(Kernels.run("channels_last", pair.get(0)), pair.get(1));
	}

	/** Rounding a weight costs as much as a product with a single row, so that whoever writes token by token wants it done once. */
	private NDArray factor() {
		if (precision == Precision.FLOAT32 || values.hasGradient()) return values;
		synchronized (this) {
			if (rounded == null) {
				rounded = Kernels.run("round_bfloat16", values);
				NDScope.unregister(rounded); // it outlives the scope of whoever needs it first
			}
			return rounded;
		}
	}

	/** To be called before the values change. */
	synchronized void forget() {
		if (rounded != null) rounded.close();
		rounded = null;
	}
}
