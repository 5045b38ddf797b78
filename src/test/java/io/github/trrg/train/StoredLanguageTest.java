package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.gson.JsonObject;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

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
import io.github.trrg.model.DType;
import io.github.trrg.model.Quantizer;
import io.github.trrg.model.Safetensors;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.Storage;

/** Training on top of a language model that stays in fewer than 32 bits. */
class StoredLanguageTest {

	private static final int HIDDEN = 32, LENGTH = 9;
	private static final String LAYER = "language.model.layers.1.";

	@TempDir
	private static Path folder;
	private static Path dataset;
	private static Path whole;

	/** Two layers, as what one passes on to the other is what may go wrong. */
	@BeforeAll
	static void prepare() throws IOException {
		dataset = TinyDataset.make(folder.resolve("data set"));
		whole = TinyModel.make(folder.resolve("whole"), config -> config.getAsJsonObject("language").addProperty("num_hidden_layers", 2));
	}

	private static Path stored(final Storage storage) {
		final Path base = folder.resolve(storage.toString());
		if (!Files.exists(base)) Quantizer.run(whole, base, storage, Progress.NONE);
		return base;
	}

	private static Path withAdapter(final Path base) throws IOException {
		final Path copy = Files.createDirectories(folder.resolve(base.getFileName() + " with adapter"));
		for (final String file : base.toFile().list())
			if (!Files.exists(copy.resolve(file))) Files.copy(base.resolve(file), copy.resolve(file));
		final JsonObject config = JsonFields.read(base.resolve(TrrgModel.CONFIG)).json();
		final JsonObject lora = new JsonObject();
		lora.addProperty("r", 2);
		lora.addProperty("lora_alpha", 4);
		config.add("lora", lora);
		Files.writeString(copy.resolve(TrrgModel.CONFIG), config.toString());
		return copy;
	}

	/** The same numbers, held in 32 bits, are what the stored ones are to compute with; sums differ in their order at most. */
	@ParameterizedTest
	@CsvSource({ "BF16, FLOAT32, 1e-5, .*", "F16, FLOAT32, 1e-5, .*", "INT8, FLOAT32, 1e-4, .*", "INT4, FLOAT32, 1e-5, .*", "BF16, BFLOAT16, 1e-5, .*",
		"INT8, BFLOAT16, 2e-2, loss|inputs" }) // the last are not rounded to bfloat16, as those in 32 bits are
	void gradientsAreThoseOfTheSameNumbersIn32Bits(final Storage storage, final Precision precision, final float tolerance, final String compared) throws IOException {
		final Path model = withAdapter(stored(storage));
		try (TrrgModel exact = TrrgModel.openForTraining(model, Device.cpu(), precision, 1);
			TrrgModel kept = TrrgModel.openForTraining(model, Device.cpu(), precision, 1, stored(storage)))
		{
			assertEquals(15, kept.parameters().stored().size(), "seven matrices of either layer, and the embeddings, which are the output too");
			assertTrue(kept.parameters().arrays().keySet().stream().noneMatch(kept.parameters().stored()::contains));
			final Map<String, float[]> expected = gradients(exact), actual = gradients(kept);
			assertEquals(18, expected.size(), "eight adapters of two matrices, the input and the loss");
			for (final String name : expected.keySet()) {
				if (!name.matches(compared)) continue;
				final float largest = largest(expected.get(name));
				assertTrue(largest > 0, name);
				assertArrayEquals(expected.get(name), actual.get(name), tolerance * largest, name);
			}
		}
	}

	/** Of a loss in everything that passes through the layers, and the loss itself. */
	private static Map<String, float[]> gradients(final TrrgModel model) {
		final Map<String, NDArray> adapters = model.parameters().train(name -> name.contains(".lora_"));
		fill(adapters);
		final Map<String, float[]> gradients = new LinkedHashMap<>();
		try (NDManager step = Torch.newManager(Device.cpu())) {
			final NDArray inputs = step.create(noise(5, 2 * LENGTH * HIDDEN), new Shape(2, LENGTH, HIDDEN));
			inputs.setRequiresGradient(true);
			Torch.setGradients(true);
			final NDArray loss = loss(model, inputs.mul(inputs), 0);
			model.parameters().backward(loss);
			gradients.put("loss", new float[] { loss.getFloat() });
			gradients.put("inputs", inputs.getGradient().toFloatArray());
			adapters.forEach((name, adapter) -> gradients.put(name, adapter.getGradient().toFloatArray()));
		}
		return gradients;
	}

	/** New adapters are zero in their second matrix, where half of the gradients would be. */
	private static void fill(final Map<String, NDArray> adapters) {
		Torch.setGradients(false);
		adapters.forEach((name, adapter) -> adapter.set(FloatBuffer.wrap(noise(name.hashCode(), (int) adapter.size()))));
		Torch.setGradients(true);
	}

	private static NDArray loss(final TrrgModel model, final NDArray inputs, final float dropout) {
		final List<TokenSequence> rows = new ArrayList<>();
		for (int row = 0; row < 2; row++) {
			final Random random = new Random(row);
			final float[] weights = new float[LENGTH + 1];
			Arrays.fill(weights, 1, weights.length, 1);
			rows.add(new TokenSequence(random.longs(LENGTH + 1, 0, 300).toArray(), weights));
		}
		final TokenBatch batch = new TokenBatch(rows);
		final Llama language = model.network().language();
		return batch.loss(inputs.getManager(), language, batch.hidden(inputs.getManager(), language, inputs, dropout));
	}

	private static float[] noise(final long seed, final int count) {
		final Random random = new Random(seed);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian() / 4;
		return values;
	}

	private static float largest(final float[] values) {
		float largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	/** What is dropped is the same both times that a layer is computed: the gradient tells by how much the loss changes. */
	@Test
	void withDropoutGradientsAreSlopesToo() throws IOException {
		try (TrrgModel model = TrrgModel.openForTraining(withAdapter(stored(Storage.BF16)), Device.cpu(), Precision.FLOAT32, 1, stored(Storage.BF16));
			NDManager step = Torch.newManager(Device.cpu()))
		{
			final NDArray inputs = step.create(noise(5, 2 * LENGTH * HIDDEN), new Shape(2, LENGTH, HIDDEN));
			final NDArray way = step.create(noise(6, 2 * LENGTH * HIDDEN), inputs.getShape());
			inputs.setRequiresGradient(true);
			Torch.setGradients(true);
			Torch.setSeed(3);
			model.parameters().backward(loss(model, inputs, 0.5f));
			final double slope = inputs.getGradient().mul(way).sum().getFloat();
			Torch.setGradients(false);
			final double[] losses = new double[2];
			for (int side = 0; side < 2; side++) {
				Torch.setGradients(true);
				Torch.setSeed(3);
				losses[side] = loss(model, inputs.stopGradient().add(way.mul(side == 0 ? -1e-2 : 1e-2)), 0.5f).getFloat();
			}
			assertEquals((losses[1] - losses[0]) / 2e-2, slope, 0.02 * Math.abs(slope));
			assertTrue(Math.abs(slope) > 1e-3, "slope " + slope);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "BF16", "INT8", "INT4" })
	void trainedBesideItTheLanguageModelStaysByteByByte(final Storage storage) throws IOException {
		final Path base = withAdapter(stored(storage));
		final Path out = folder.resolve("tuned " + storage);
		final List<Double> losses = new ArrayList<>();
		FineTuning.run(dataset, base, FineTuningPlan.standard(), new TrainingRun(Device.cpu(), out, 12, Long.MAX_VALUE, false, Set.of()), watch(losses));
		final int some = losses.size() / 4;
		assertTrue(mean(losses.subList(losses.size() - some, losses.size())) < 0.99 * mean(losses.subList(0, some)), losses::toString);
		try (Weights before = Weights.open(base); Weights after = Weights.open(out)) {
			for (final String name : before.names()) {
				if (!name.startsWith("language.")) continue;
				final boolean norm = name.contains("norm");
				assertEquals(norm ? DType.F32 : before.dtype(name), after.dtype(name), name);
				if (norm) assertArrayEquals(before.floats(name), after.floats(name), name);
				else assertEquals(before.bytes(name), after.bytes(name), name);
			}
			assertTrue(largest(after.floats(LAYER + "self_attn.q_proj.lora_B.weight")) > 0, "an adapter has learnt");
			assertTrue(Files.size(out.resolve("checkpoints/clues.checkpoint")) > 0);
		}
		try (Weights checkpoint = Safetensors.open(out.resolve("checkpoints/clues.checkpoint"))) {
			assertTrue(checkpoint.names().stream().noneMatch(name -> name.contains("language.") && !name.contains(".lora_")), () -> checkpoint.names().toString());
		}
		readsTheSame(out);
	}

	/** Read where it lies, adapters beside it, the model says what it says when all is held in 32 bits. */
	private static void readsTheSame(final Path model) {
		final int[] tokens = new Random(1).ints(24, 0, 300).toArray();
		try (TrrgModel stored = TrrgModel.openForReading(model, Device.cpu()); TrrgModel exact = TrrgModel.open(model, Device.cpu())) {
			assertNull(stored.network().language(), "mapped");
			final float[] expected = logits(new TorchLlama(exact.network().language(), Device.cpu()), tokens);
			final float largest = largest(expected);
			for (final Arithmetic arithmetic : Arithmetic.values()) {
				if (!arithmetic.isAvailable()) continue;
				final float[] java = logits(new JavaLlama(stored.languageConfig(), stored.languageWeights(), arithmetic), tokens);
				assertArrayEquals(expected, java, 1e-2f * largest, arithmetic.toString()); // inputs of products of 8 and 4 bits are rounded too
			}
			// PyTorch reads the prompt, where it can in bfloat16.
			final float[] prefilled = logits(new JavaLlama(stored.languageConfig(), stored.languageWeights(), Arithmetic.best(), Device.cpu()), tokens);
			assertArrayEquals(expected, prefilled, 3e-2f * largest);
		}
	}

	private static float[] logits(final LanguageModel model, final int[] tokens) {
		Torch.setGradients(false);
		try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(tokens))), 1)) {
			return state.logits(0);
		}
	}

	private static TrainingWatch watch(final List<Double> losses) {
		return new TrainingWatch() {

			@Override
			public void update(final double fraction, final String message) {}

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void updated(final TrainingStep step) {
				losses.add(step.loss());
			}
		};
	}

	private static double mean(final List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	@Test
	void withoutAdaptersTheClueModulesLearnAlone() throws IOException {
		final Path out = folder.resolve("clues");
		FineTuning.run(dataset, stored(Storage.INT8), new FineTuningPlan(Trainable.CLUES, TargetText.REPORT, List.of(), null), new TrainingRun(Device.cpu(), out, 12,
			Long.MAX_VALUE, false, Set.of()), Progress.NONE);
		try (Weights before = Weights.open(stored(Storage.INT8)); Weights after = Weights.open(out)) {
			assertEquals(before.names(), after.names());
			assertEquals(before.bytes(LAYER + "mlp.up_proj.weight"), after.bytes(LAYER + "mlp.up_proj.weight"));
			assertEquals("int8", after.metadata().get(Quantizer.METADATA));
			assertFalse(Arrays.equals(before.floats("mapper.projection.weight"), after.floats("mapper.projection.weight")));
		}
	}

	@Test
	void canceledAndResumedItEndsWithTheSameModel() throws IOException {
		final Path base = withAdapter(stored(Storage.INT8));
		final Path straight = folder.resolve("straight"), canceled = folder.resolve("canceled");
		FineTuning.run(dataset, base, FineTuningPlan.standard(), run(straight), Progress.NONE);
		int cancelations = 0;
		for (boolean done = false; !done;)
			try {
				FineTuning.run(dataset, base, FineTuningPlan.standard(), run(canceled), ResumeTest.cancelingAfter(8));
				done = true;
			}
			catch (final CancellationException e) {
				cancelations++;
			}
		assertTrue(cancelations > 1, cancelations + " cancelations");
		assertArrayEquals(Files.readAllBytes(straight.resolve(TrrgModel.WEIGHTS)), Files.readAllBytes(canceled.resolve(TrrgModel.WEIGHTS)));
	}

	private static TrainingRun run(final Path out) {
		return new TrainingRun(Device.cpu(), out, 2, Long.MAX_VALUE, true, Set.of());
	}

	/** What was trained beside 16 bits can be merged and rounded further. */
	@Test
	void adaptersBesideBfloat16AreMergedByQuantize() throws IOException {
		final Path model = withAdapter(stored(Storage.BF16));
		try (TrrgModel kept = TrrgModel.openForTraining(model, Device.cpu(), Precision.FLOAT32, 1, stored(Storage.BF16))) {
			fill(kept.parameters().train(name -> name.contains(".lora_")));
			kept.saveWeights(model);
		}
		final Path merged = folder.resolve("merged");
		Quantizer.run(model, merged, Storage.F32, Progress.NONE);
		try (Weights weights = Weights.open(merged)) {
			assertTrue(weights.names().stream().noneMatch(name -> name.contains(".lora_")));
		}
		readsTheSame(model);
		assertThrows(RuntimeException.class, () -> Quantizer.run(stored(Storage.INT8), folder.resolve("twice"), Storage.F32, Progress.NONE));
	}
}
