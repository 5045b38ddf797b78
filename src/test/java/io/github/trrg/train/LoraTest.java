package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

import ai.djl.Device;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.Arithmetic;
import io.github.trrg.decode.DecodingState;
import io.github.trrg.decode.JavaLlama;
import io.github.trrg.decode.LanguageModel;
import io.github.trrg.decode.Prompt;
import io.github.trrg.decode.TorchLlama;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.StoredWeights;

/** Fine-tuning with low-rank adapters, which {@code "lora"} in {@code config.json} asks for. */
class LoraTest {

	@TempDir
	private static Path folder;
	private static Path base;
	private static Path tuned;

	@BeforeAll
	static void tune() throws IOException {
		base = TinyModel.make(folder.resolve("base"));
		final JsonObject config = JsonFields.read(base.resolve(TrrgModel.CONFIG)).json();
		final JsonObject lora = new JsonObject();
		lora.addProperty("r", 2);
		lora.addProperty("lora_alpha", 32);
		config.add("lora", lora);
		Files.writeString(base.resolve(TrrgModel.CONFIG), config.toString());
		tuned = folder.resolve("tuned");
		// Long enough that held-out reports gain: else nothing of what was learnt is kept.
		FineTuning.run(TinyDataset.make(folder.resolve("data set")), base, FineTuningPlan.standard(), new TrainingRun(Device.cpu(), tuned, 12, Long.MAX_VALUE, false, Set.of()),
			Progress.NONE);
	}

	@Test
	void onlyAdaptersOfTheLanguageModelAndWhatLeadsToItChange() {
		try (Weights before = Weights.open(base); Weights after = Weights.open(tuned)) {
			for (final String name : before.names()) {
				final boolean changed = !Arrays.equals(before.floats(name), after.floats(name));
				if (name.matches("(language|vision|text|text_projection|perception)\\..*")) assertEquals(false, changed, name);
				if (name.equals("mapper.projection.weight")) assertEquals(true, changed, name);
			}
			// The second matrix starts at zero: what is not zero was learnt.
			final List<String> adapters = after.names().stream().filter(name -> name.endsWith("lora_B.weight")).toList();
			assertEquals(4, adapters.size(), "query, key, value and output of one layer");
			for (final String name : adapters)
				assertTrue(largest(after.floats(name)) > 0, name);
		}
	}

	@Test
	void mergedWeightsGiveTheLogitsOfTheAdaptersBesideThem() {
		try (TrrgModel model = TrrgModel.open(tuned, Device.cpu())) {
			final Llama llama = model.network().language();
			Torch.setGradients(false);
			final float[] beside = logits(new TorchLlama(llama, Device.cpu()));
			assertArrayEquals(beside, logits(new JavaLlama(llama.config(), model.languageWeights(), Arithmetic.PLAIN)), 1e-5f);
			final float[] without = logits(new JavaLlama(llama.config(), StoredWeights.of((name, shape) -> model.parameters().arrays().get("language." + name)
				.toFloatArray()), Arithmetic.PLAIN));
			for (int i = 0; i < without.length; i++)
				without[i] -= beside[i];
			assertTrue(largest(without) > 1e-3, () -> "the adapters change " + largest(without) + " only");
		}
	}

	/** Next-token logits after a few tokens. */
	private static float[] logits(final LanguageModel model) {
		final int[] tokens = { 0, 50, 60, 70, 80 };
		try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(tokens))), 1)) {
			return state.logits(0);
		}
	}

	private static double largest(final float[] values) {
		double largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}
}
