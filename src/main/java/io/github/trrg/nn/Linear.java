package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;

import io.github.trrg.engine.Torch;

/** {@code y = x Wᵀ + b}, W of shape (out, in), with an optional low-rank adapter (LoRA, Hu et al. 2022) beside W. */
final class Linear {

	private final NDArray weight; // (out, in)
	private final NDArray bias; // (out) or null
	private final NDArray down; // (r, in) or null
	private final NDArray up; // (out, r) or null
	private final float adapterScale;

	Linear(final Parameters.Scope scope, final int in, final int out, final boolean hasBias) {
		this(scope, in, out, hasBias, Init.fanIn(), null);
	}

	/** @param lora adapter to train beside the weight, or null */
	Linear(final Parameters.Scope scope, final int in, final int out, final boolean hasBias, final Init init, final Lora lora) {
		weight = scope.weight("weight", init, out, in);
		bias = hasBias ? scope.weight("bias", Init.constant(0), out) : null;
		down = lora == null ? null : scope.at("lora_A").weight("weight", Init.fanIn(), lora.rank(), in);
		up = lora == null ? null : scope.at("lora_B").weight("weight", Init.constant(0), out, lora.rank());
		adapterScale = lora == null ? 0 : (float) lora.scale();
	}

	/** (…, in) → (…, out) */
	NDArray forward(final NDArray x) {
		final NDArray y = ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
		if (down == null) return y;
		final NDArray low = ai.djl.nn.core.Linear.linear(x, down).singletonOrThrow(); // (…, r)
		return y.add(Torch.times(ai.djl.nn.core.Linear.linear(low, up).singletonOrThrow(), adapterScale));
	}
}
