package io.github.trrg.train;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.Parameters;

/**
 * Weights part of the way from the base to what was learnt: they often know both (Wortsman et al. 2022, "Robust fine-tuning"). No more is
 * taken over than held-out studies gain by, which may be nothing: what they do not show would be forgotten for nothing.
 */
final class Blend {

	private Blend() {}

	/**
	 * Leaves in the model the blend with the least of what was learnt that does as well as any.
	 *
	 * @param base model folder that training started from
	 * @param objective says which weights were learnt, and how good they are
	 * @param score of all that was learnt, which the model holds
	 * @param parts of it to try instead, rising from 0 (the base)
	 * @param slack difference of scores that does not count; 0 if less than all must be better
	 */
	static void least(final TrrgModel model, final Path base, final Objective<?> objective, final double score, final double[] parts, final double slack,
		final Progress progress)
	{
		final Map<String, NDArray> arrays = new LinkedHashMap<>(model.parameters().arrays());
		arrays.keySet().removeIf(name -> !objective.trains(name) || model.parameters().isFrozen(name));
		final Map<String, float[]> learnt = new LinkedHashMap<>();
		arrays.forEach((name, array) -> learnt.put(name, array.toFloatArray()));
		final double[] scores = new double[parts.length];
		try (Weights weights = Weights.open(base)) {
			for (int i = 0; i < parts.length; i++) {
				set(model.parameters(), arrays, weights, learnt, parts[i]);
				scores[i] = objective.validate(progress).score();
			}
			final double enough = Math.max(score, Arrays.stream(scores).max().orElse(score)) - slack;
			final int chosen = IntStream.range(0, parts.length).filter(i -> scores[i] > score - slack && scores[i] >= enough).findFirst().orElse(-1);
			final double part = chosen < 0 ? 1 : parts[chosen];
			set(model.parameters(), arrays, weights, learnt, part);
			progress.update(-1, String.format(Locale.ROOT, "%s: %.0f %% of what was learnt is kept, validation %.4f", objective.name(), 100 * part, chosen < 0 ? score
				: scores[chosen]));
		}
	}

	private static void set(final Parameters parameters, final Map<String, NDArray> arrays, final Weights base, final Map<String, float[]> learnt,
		final double part)
	{
		Torch.setGradients(false);
		parameters.train(name -> false); // forgets rounded copies of the values before
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
