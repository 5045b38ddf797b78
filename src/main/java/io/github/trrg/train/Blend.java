package io.github.trrg.train;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ai.djl.ndarray.NDArray;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;

/**
 * Weights part of the way from the base to what was learnt: they often know both (Wortsman et al. 2022, "Robust fine-tuning"). As much is
 * taken over as held-out studies gain by, which may be nothing.
 */
final class Blend {

	private Blend() {}

	/**
	 * Leaves the best blend in the model.
	 *
	 * @param base model folder that training started from
	 * @param objective says which weights were learnt, and how good they are
	 * @param score of all that was learnt, which the model holds
	 * @param parts of it to try instead, 0 (the base) to 1; they must be better
	 */
	static void best(final TrrgModel model, final Path base, final Objective<?> objective, final double score, final double[] parts, final Progress progress) {
		final Map<String, NDArray> arrays = new LinkedHashMap<>(model.parameters().arrays());
		arrays.keySet().removeIf(name -> !objective.trains(name) || model.parameters().isFrozen(name));
		final Map<String, float[]> learnt = new LinkedHashMap<>();
		arrays.forEach((name, array) -> learnt.put(name, array.toFloatArray()));
		double best = score;
		double chosen = 1;
		try (Weights weights = Weights.open(base)) {
			for (final double part : parts) {
				set(arrays, weights, learnt, part);
				final double other = objective.validate(progress).score();
				if (other <= best) continue;
				best = other;
				chosen = part;
			}
			set(arrays, weights, learnt, chosen);
		}
		progress.update(-1, String.format(Locale.ROOT, "%s: %.0f %% of what was learnt is kept, validation %.4f", objective.name(), 100 * chosen, best));
	}

	private static void set(final Map<String, NDArray> arrays, final Weights base, final Map<String, float[]> learnt, final double part) {
		Torch.setGradients(false);
		arrays.forEach((name, array) -> {
			final float[] values = learnt.get(name).clone();
			final boolean isNew = !base.names().contains(name);
			// Of a new adapter the second matrix was 0: its part is the part of the product.
			if (isNew && !name.contains(".lora_B.")) return;
			final float[] from = isNew ? new float[values.length] : base.floats(name);
			for (int i = 0; i < values.length; i++)
				values[i] = (float) (from[i] + part * (values[i] - from[i]));
			array.set(FloatBuffer.wrap(values));
		});
		Torch.setGradients(true);
	}
}
