package io.github.trrg.decode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import io.github.trrg.common.JsonFields;
import io.github.trrg.SharedData;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Parameters;

/** A decoder's sizes and weights, for tests. */
record Fixture(LlamaConfig config, Parameters.Source weights) {

	/** A published model folder of the shared data; skips the test where it is absent. */
	static Fixture folder(final String relative) {
		final Path folder = SharedData.path(relative);
		final Weights weights = Weights.open(folder);
		return new Fixture(LlamaConfig.fromJson(JsonFields.read(folder.resolve("config.json"))), (name, shape) -> weights.floats(name));
	}

	/** Sizes that fit no vector width: grouped queries, biases, untied output, prompts longer than a cache page. */
	static Fixture odd() {
		return random(new LlamaConfig(37, 30, 45, 3, 6, 2, 10, 200, 1e-5, 10000, null, false, true, 1, 2));
	}

	/** Weights that depend on their names alone. */
	static Fixture random(final LlamaConfig config) {
		return new Fixture(config, (name, shape) -> {
			final Random random = new Random(name.hashCode());
			final float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
			for (int i = 0; i < values.length; i++)
				values[i] = (float) (name.contains("norm") ? 1 + 0.1 * random.nextGaussian() : 0.3 * random.nextGaussian());
			return values;
		});
	}

	/** Input embeddings as soft tokens are: of no word. */
	float[] softTokens(final int count, final int seed) {
		final Random random = new Random(seed);
		final float[] values = new float[count * config.hiddenSize()];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}
}
