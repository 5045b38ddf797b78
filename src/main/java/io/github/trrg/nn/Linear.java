package io.github.trrg.nn;

import java.util.List;

import ai.djl.ndarray.NDArray;

import io.github.trrg.engine.Torch;

/** {@code y = x Wᵀ + b}, W of shape (out, in), with an optional low-rank adapter (LoRA, Hu et al. 2022) beside W. */
final class Linear {

	private final Factor weight; // (out, in)
	private final NDArray bias; // (out) or null
	private final Factor down; // (r, in) or null
	private final Factor up; // (out, r) or null
	private final float adapterScale;

	Linear(final Parameters.Scope scope, final int in, final int out, final boolean hasBias) {
		this(scope, in, out, hasBias, Init.fanIn(), null);
	}

	/** @param lora adapter to train beside the weight, or null */
	Linear(final Parameters.Scope scope, final int in, final int out, final boolean hasBias, final Init init, final Lora lora) {
		weight = scope.matrix("weight", init, out, in);
		bias = hasBias ? scope.weight("bias", Init.constant(0), out) : null;
		down = lora == null ? null : scope.at("lora_A").factor("weight", Init.fanIn(), lora.rank(), in);
		up = lora == null ? null : scope.at("lora_B").factor("weight", Init.constant(0), out, lora.rank());
		adapterScale = lora == null ? 0 : (float) lora.scale();
	}

	/** Weight and bias as a kernel of several layers takes them; not of a layer with an adapter, or of matrices that stay as they are stored. */
	List<NDArray> arrays() {
		return List.of(((Weight) weight).values(), bias);
	}

	/** (…, in) → (…, out) */
	NDArray forward(final NDArray x) {
		final NDArray y = weight.linear(x, bias);
		if (down == null) return y;
		final NDArray low = down.linear(x, null); // (…, r)
		return y.add(Torch.times(up.linear(low, null), adapterScale));
	}
}
