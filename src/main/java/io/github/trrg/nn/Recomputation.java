package io.github.trrg.nn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;

/**
 * Layers that are computed a second time for their gradients, one after the other (Chen et al. 2016): of the first time only their inputs are kept,
 * neither what they left in between nor the numbers their stored matrices were turned into.
 */
final class Recomputation {

	/**
	 * @param start what the first layer was given, where gradients go on
	 * @param inputs of each layer, without history
	 * @param end what the last layer left, without history; collects its gradient
	 * @param seed of the random numbers of the first layer; those of the next follow
	 */
	private record Pass(NDArray start, List<NDArray> inputs, List<UnaryOperator<NDArray>> layers, NDArray end, long seed) {}

	private final Deque<Pass> passes = new ArrayDeque<>();

	/**
	 * @param start belongs to a step, which must be open until gradients were computed
	 * @param layers each leaves an array of its argument's shape, in its argument's manager
	 * @return what the last layer leaves; belongs to the step
	 */
	NDArray forward(final NDArray start, final List<UnaryOperator<NDArray>> layers) {
		forgetClosed();
		final NDManager step = start.getManager();
		final long seed = (long) (Integer.MAX_VALUE * (double) step.randomUniform(0, 1, new Shape(1)).getFloat());
		final List<NDArray> inputs = new ArrayList<>();
		Torch.setGradients(false);
		NDArray x = start;
		for (int i = 0; i < layers.size(); i++) {
			inputs.add(x);
			try (NDManager layer = step.newSubManager()) {
				final NDArray y = run(layers.get(i), in(layer, x), seed + i);
				y.attach(step);
				x = y;
			}
		}
		Torch.setGradients(true);
		x.setRequiresGradient(true);
		passes.push(new Pass(start, inputs, layers, x, seed));
		return x;
	}

	/** Computes the gradients of a scalar, through all passes of its step: it may depend on their starts in other ways too. */
	void backward(final NDArray loss) {
		forgetClosed();
		Torch.backward(loss, loss.onesLike(), !passes.isEmpty());
		for (Pass pass = passes.poll(); pass != null; pass = passes.poll())
			backward(pass, !passes.isEmpty());
	}

	/** Passes of steps that ended without gradients. */
	private void forgetClosed() {
		passes.removeIf(pass -> !pass.start.getManager().isOpen());
	}

	private static void backward(final Pass pass, final boolean again) {
		NDArray gradient = pass.end.getGradient();
		for (int i = pass.layers.size() - 1; i >= 0; i--)
			try (NDManager layer = pass.start.getManager().newSubManager()) {
				final NDArray x = in(layer, pass.inputs.get(i));
				x.setRequiresGradient(true);
				Torch.backward(run(pass.layers.get(i), x, pass.seed + i), gradient, false);
				gradient.close();
				gradient = x.getGradient();
				gradient.attach(pass.start.getManager());
			}
		if (Kernels.run("is_recorded", pass.start).getFloat() == 1) Torch.backward(pass.start, gradient, again);
	}

	private static NDArray run(final UnaryOperator<NDArray> layer, final NDArray x, final long seed) {
		Torch.setSeed(seed); // the same numbers are dropped both times
		return layer.apply(x);
	}

	/** The same numbers without history. */
	private static NDArray in(final NDManager manager, final NDArray array) {
		final NDArray same = array.stopGradient();
		same.attach(manager);
		return same;
	}

	/** Bytes of what a layer leaves for its gradients, by the last pass; 0 if there was none. */
	long bytesOfLayer() {
		forgetClosed();
		final Pass pass = passes.peek();
		if (pass == null) return 0;
		try (NDManager layer = pass.start.getManager().newSubManager()) {
			final NDArray x = in(layer, pass.inputs.get(0));
			x.setRequiresGradient(true);
			run(pass.layers.get(0), x, pass.seed);
			return layer.getManagedArrays().stream().mapToLong(array -> array.size() * array.getDataType().getNumOfBytes()).sum();
		}
	}
}
