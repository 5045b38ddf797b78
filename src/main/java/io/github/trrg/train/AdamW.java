package io.github.trrg.train;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;

/**
 * AdamW (Loshchilov and Hutter 2019) with global-norm clipping. The moments are ours, so that they can be saved. Matrices
 * and kernels decay; vectors and scalars (norms, biases, temperatures) do not.
 */
final class AdamW implements AutoCloseable {

	private static final float BETA1 = 0.9f;
	private static final float BETA2 = 0.98f;
	private static final float EPS = 1e-8f;

	private final NDManager manager;
	private final Map<String, NDArray> parameters;
	private final Map<String, NDArray> means = new LinkedHashMap<>();
	private final Map<String, NDArray> variances = new LinkedHashMap<>();
	private final float weightDecay;
	private long updates;

	/** @param parameters what to train, by name */
	AdamW(final Map<String, NDArray> parameters, final double weightDecay) {
		if (parameters.isEmpty()) throw new TrrgException("Nothing to train: no parameter was chosen");
		this.parameters = parameters;
		this.weightDecay = (float) weightDecay;
		manager = Torch.newManager(parameters.values().iterator().next().getDevice());
		parameters.forEach((name, parameter) -> {
			means.put(name, manager.zeros(parameter.getShape()));
			variances.put(name, manager.zeros(parameter.getShape()));
		});
	}

	/** The moments, to be saved and restored. */
	Map<String, NDArray> state() {
		final Map<String, NDArray> state = new LinkedHashMap<>();
		means.forEach((name, mean) -> state.put("adamw.mean." + name, mean));
		variances.forEach((name, variance) -> state.put("adamw.variance." + name, variance));
		return state;
	}

	long updates() {
		return updates;
	}

	void setUpdates(final long done) {
		updates = done;
	}

	/**
	 * Applies the gradients collected since the last update, then clears them.
	 *
	 * @param scale factor on the gradients (1 / number of accumulated batches)
	 * @param clip largest global norm after scaling
	 * @return the norm before clipping
	 */
	double update(final double rate, final double scale, final double clip) {
		try (NDManager step = manager.newSubManager()) {
			final Map<String, NDArray> gradients = new LinkedHashMap<>();
			parameters.forEach((name, parameter) -> {
				if (!parameter.hasGradient()) return;
				final NDArray gradient = parameter.getGradient();
				gradient.attach(step);
				gradients.put(name, gradient);
			});
			final double norm = norm(gradients) * scale;
			if (!Double.isFinite(norm)) throw new TrrgException("Training diverged: the gradient is not a number. Lower the learning rate.");
			updates++;
			final float rescale = (float) (scale * Math.min(1, clip / Math.max(norm, 1e-12)));
			final double correction = Math.sqrt(1 - Math.pow(BETA2, updates)) / (1 - Math.pow(BETA1, updates));
			gradients.forEach((name, gradient) -> {
				final NDArray parameter = parameters.get(name);
				final float decay = parameter.getShape().dimension() > 1 ? weightDecay : 0;
				parameter.getNDArrayInternal().adamUpdate(new NDList(parameter, gradient, means.get(name), variances.get(name)),
					new NDList(parameter), (float) rate, (float) (rate * correction), decay, rescale, -1, BETA1, BETA2, EPS, false, true);
				Torch.clearGradient(parameter);
			});
			return norm;
		}
	}

	private static double norm(final Map<String, NDArray> gradients) {
		final NDList squares = new NDList();
		for (final NDArray gradient : gradients.values())
			squares.add(gradient.square().sum().reshape(1));
		return Math.sqrt(NDArrays.concat(squares).sum().getFloat());
	}

	@Override
	public void close() {
		manager.close();
	}
}
