package io.github.trrg.nn;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Layer normalisation over the last axis. */
final class LayerNorm {

	private final NDArray weight;
	private final NDArray bias;
	private final Shape shape;
	private final float eps;

	LayerNorm(final Parameters.Scope scope, final int width, final double eps) {
		weight = scope.weight("weight", Init.constant(1), width);
		bias = scope.weight("bias", Init.constant(0), width);
		shape = new Shape(width);
		this.eps = (float) eps;
	}

	/** Factor and shift, as a kernel of several layers takes them. */
	List<NDArray> arrays() {
		return List.of(weight, bias);
	}

	/** (…, width) → (…, width) */
	NDArray forward(final NDArray x) {
		return ai.djl.nn.norm.LayerNorm.layerNorm(x, shape, weight, bias, eps).singletonOrThrow();
	}
}
