package io.github.trrg.train;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.engine.Torch;

/**
 * Exponential moving average of the weights, steadier than the last ones (Polyak and Juditsky 1992; rising decay after Tarvainen and Valpola
 * 2017). The network is judged, and kept, with it.
 */
final class MovingAverage implements AutoCloseable {

	private final NDManager manager;
	private final double decay;
	private final Map<String, NDArray> weights;
	private final Map<String, NDArray> averages = new LinkedHashMap<>();

	/** @param decay below 1; 0 for no average, which needs no memory */
	MovingAverage(final Map<String, NDArray> weights, final double decay) {
		this.decay = decay;
		this.weights = weights;
		manager = Torch.newManager(weights.values().iterator().next().getDevice());
		if (decay > 0) withoutGradients(() -> weights.forEach((name, weight) -> {
			final NDArray average = weight.duplicate();
			average.attach(manager);
			averages.put(name, average);
		}));
	}

	/** The averages, to be saved and restored. */
	Map<String, NDArray> state() {
		final Map<String, NDArray> state = new LinkedHashMap<>();
		averages.forEach((name, average) -> state.put("average." + name, average));
		return state;
	}

	/** Takes the weights in after an update. @param updates done so far: the average of the first ones reaches less far back */
	void update(final long updates) {
		final double kept = Math.min(decay, updates / (updates + 10.0));
		withoutGradients(() -> averages.forEach((name, average) -> {
			try (NDArray change = weights.get(name).sub(average)) {
				average.addi(change.muli(1 - kept));
			}
		}));
	}

	/** Exchanges weights and averages; a second call undoes the first. */
	void swap() {
		withoutGradients(() -> averages.forEach((name, average) -> {
			final NDArray weight = weights.get(name);
			try (NDArray kept = weight.duplicate()) {
				weight.subi(weight).addi(average);
				average.subi(average).addi(kept);
			}
		}));
	}

	private static void withoutGradients(final Runnable work) {
		Torch.setGradients(false);
		work.run();
		Torch.setGradients(true);
	}

	@Override
	public void close() {
		manager.close();
	}
}
