package io.github.trrg.train;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.Perceived;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.DiseasePerception;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.TrrgNetwork;
import io.github.trrg.report.SentenceLabels;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

/** What settings leave out of network, losses and recipe is out, and the rest works on. */
class AblationTest {

	private static final Shape ALL = new Shape(1, 14);

	@TempDir
	private Path folder;
	private Path dataset;

	@BeforeEach
	void makeDataset() throws IOException {
		dataset = TinyDataset.make(folder.resolve("data set"));
	}

	private Path model(final String... without) throws IOException {
		final Path made = TinyModel.make(folder.resolve("model"));
		if (without.length == 0) return made;
		final JsonObject config = JsonFields.read(made.resolve(TrrgModel.CONFIG)).json();
		for (final String part : without)
			config.getAsJsonObject("clue").addProperty(part, false);
		Files.writeString(made.resolve(TrrgModel.CONFIG), config.toString());
		try (TrrgModel model = TrrgModel.openForTraining(made, Device.cpu(), 1)) {
			model.saveWeights(made);
		}
		return made;
	}

	@Test
	void withoutInteractionTheLanguageModelSeesTheMappedTokensOfTheEncoder() throws IOException {
		final Path made = model("interaction");
		try (TrrgModel model = TrrgModel.open(made, Device.cpu()); Weights weights = Weights.open(made); NDManager step = Torch.newManager(Device.cpu())) {
			assertTrue(weights.names().contains("clue_injection.projection.weight"));
			assertFalse(weights.names().stream().anyMatch(name -> name.startsWith("clue_interaction.")));
			final float[] tokens = values(16 * 16); // 4 × 4 patches of width 16
			final TrrgNetwork.SoftTokens none = soft(model, step, tokens, 0), all = soft(model, step, tokens, 1);
			final float[] expected = mapped(weights, tokens);
			assertArrayEquals(expected, none.visual().toFloatArray(), 1e-4f);
			assertArrayEquals(expected, all.visual().toFloatArray(), 1e-4f);
			assertNull(all.attention());
			assertEquals(new Shape(1, 14, 32), all.clues().getShape());
		}
		assertReads(made);
	}

	/** Means of 2 × 2 of the patches with the first view's embedding, projected and normalised: (4, 32). */
	private static float[] mapped(final Weights weights, final float[] tokens) {
		final float[] view = weights.floats("view_embedding.weight"), matrix = weights.floats("mapper.projection.weight"), bias = weights.floats("mapper.projection.bias");
		final float[] result = new float[4 * 32];
		for (int t = 0; t < 4; t++) {
			final int corner = t / 2 * 8 + t % 2 * 2;
			final double[] row = new double[32];
			for (int h = 0; h < 32; h++) {
				row[h] = bias[h];
				for (int d = 0; d < 16; d++)
					for (final int patch : new int[] { corner, corner + 1, corner + 4, corner + 5 })
						row[h] += matrix[16 * h + d] * (tokens[16 * patch + d] + view[d]) / 4;
			}
			final double mean = Arrays.stream(row).average().orElseThrow();
			final double variance = Arrays.stream(row).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
			for (int h = 0; h < 32; h++)
				result[32 * t + h] = (float) ((row[h] - mean) / Math.sqrt(variance + 1e-5)); // a new norm scales by one
		}
		return result;
	}

	@Test
	void withoutInjectionCluesAreNamesOnly() throws IOException {
		final Path made = model("injection");
		try (TrrgModel model = TrrgModel.open(made, Device.cpu()); Weights weights = Weights.open(made); NDManager step = Torch.newManager(Device.cpu())) {
			assertFalse(weights.names().stream().anyMatch(name -> name.startsWith("clue_") || name.startsWith("consistency.clue")));
			final float[] tokens = values(16 * 16);
			final TrrgNetwork.SoftTokens none = soft(model, step, tokens, 0), all = soft(model, step, tokens, 1);
			assertArrayEquals(none.visual().toFloatArray(), all.visual().toFloatArray());
			assertArrayEquals(none.visual().toFloatArray(), TrrgNetwork.bank(all).toFloatArray());
			final long[] forced = model.layout(4, List.of(2, 5), "");
			assertEquals(4, Arrays.stream(forced).filter(code -> code < 0).count(), "visual tokens only");
			assertTrue(forced.length > model.layout(4, List.of(2), "").length, "names stay");
		}
		assertReads(made);
	}

	/** Both unlike the whole: there clues change the visual tokens. */
	@Test
	void theWholeHasClueTokens() throws IOException {
		try (TrrgModel model = TrrgModel.open(model(), Device.cpu()); NDManager step = Torch.newManager(Device.cpu())) {
			final float[] tokens = values(16 * 16);
			assertFalse(Arrays.equals(soft(model, step, tokens, 0).visual().toFloatArray(), soft(model, step, tokens, 1).visual().toFloatArray()));
			assertEquals(6, Arrays.stream(model.layout(4, List.of(2, 5), "")).filter(code -> code < 0).count());
		}
	}

	/** Maps are those of perception, which every model has. */
	private static void assertReads(final Path made) {
		try (Trrg trrg = Trrg.open(made, "cpu")) {
			final Perceived perceived = trrg.perceive(new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), ""));
			assertEquals(16, perceived.clues().get(0).maps().get(0).rows() * perceived.clues().get(0).maps().get(0).columns());
			assertFalse(trrg.generate(perceived).text().isBlank());
		}
	}

	private static TrrgNetwork.SoftTokens soft(final TrrgModel model, final NDManager step, final float[] tokens, final float selected) {
		Torch.setGradients(false);
		return model.network().softTokens(step.create(tokens, new Shape(1, 16, 16)), step.ones(new Shape(1, 1)), model.embedPrompts(step).positive(), step.ones(ALL),
			step.ones(ALL).mul(selected));
	}

	private static float[] values(final int count) {
		final Random random = new Random(4);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	/** Two studies with the same report: by hard targets each sentence belongs to its own, by soft ones to both. */
	@ParameterizedTest
	@CsvSource({ "true, 1, 0", "false, 0.5, 0.5" })
	void targetsOfTheContrast(final boolean hard, final double own, final double other) throws IOException {
		try (TrrgModel model = TrrgModel.openForTraining(model(), Device.cpu(), 1); NDManager step = Torch.newManager(Device.cpu())) {
			final ContrastObjective objective = contrast(model, new LossSettings(0, hard, 1));
			final ContrastObjective.Batch batch = objective.prepare(new int[] { 0, 2 }, 1, 3);
			assertEquals(2, batch.sentences().size());
			final ContrastObjective.Batch prompts = new ContrastObjective.Batch(batch.pixels(), List.of(), batch.truth(), batch.targets(), batch.counts(), null);
			Torch.setGradients(false);
			final double loss = objective.loss(step, batch).getFloat() - objective.loss(step, prompts).getFloat();
			final DiseasePerception perception = model.network().perception();
			final NDArray patches = perception.project(model.network().encodeViews(model.pixels(step, batch.pixels()), 2, true));
			final float[] logits = perception.match(patches, step.ones(patches.getShape().slice(0, 2)), model.embedTexts(step, batch.sentences())).similarity().mul(perception
				.scale(step)).toFloatArray(); // (2, 2)
			final double rows = entropy(logits[0], logits[1], own, other) + entropy(logits[3], logits[2], own, other);
			final double columns = entropy(logits[0], logits[2], own, other) + entropy(logits[3], logits[1], own, other);
			assertEquals((rows + columns) / 4, loss, 1e-4);
		}
	}

	private static double entropy(final double a, final double b, final double ofA, final double ofB) {
		final double sum = Math.log(Math.exp(a) + Math.exp(b));
		return ofA * (sum - a) + ofB * (sum - b);
	}

	@Test
	void negatedSentencesCanBeDropped() throws IOException {
		try (TrrgModel model = TrrgModel.openForTraining(model(), Device.cpu(), 1)) {
			final int[] normal = { 1 }, both = { 0, 1 };
			assertEquals(2, contrast(model, new LossSettings(0, false, 0.3)).prepare(normal, 1, 3).sentences().size());
			final ContrastObjective dropped = contrast(model, new LossSettings(0, false, 0));
			assertEquals(0, dropped.prepare(normal, 1, 3).sentences().size());
			final List<SentenceLabels> sentences = data(model).training().get(1).sentences();
			assertTrue(sentences.stream().map(SentenceLabels::sentence).anyMatch("No pleural effusion."::equals), sentences::toString);
			final List<int[]> kept = dropped.prepare(both, 1, 3).sentences();
			assertEquals(1, kept.size());
			assertArrayEquals(model.encodeText(TinyDataset.report(0)), kept.get(0));
			try (NDManager step = Torch.newManager(Device.cpu())) {
				assertTrue(Float.isFinite(dropped.loss(step, dropped.prepare(normal, 1, 3)).getFloat()), "prompts remain");
			}
		}
	}

	private ContrastObjective contrast(final TrrgModel model, final LossSettings loss) {
		return new ContrastObjective(model, settings(loss), data(model).training(), null, new TrainingImages(model.preprocessing()), null);
	}

	/** A language model whose embeddings are zero knows nothing: every token costs ln of the vocabulary. Consistency comes on top, by its weight. */
	@Test
	void withoutConsistencyTheLossIsThatOfTheLanguageModel() throws IOException {
		try (TrrgModel model = TrrgModel.openForTraining(model(), Device.cpu(), 1)) {
			Torch.setGradients(false);
			final NDArray embeddings = model.parameters().arrays().get("language.model.embed_tokens.weight");
			embeddings.set(new float[(int) embeddings.size()]);
			final double[] losses = IntStream.range(0, 3).mapToDouble(weight -> clueLoss(model, weight)).toArray();
			assertEquals(Math.log(300), losses[0], 1e-4);
			assertTrue(losses[1] > losses[0] + 0.01);
			assertEquals(losses[1] - losses[0], losses[2] - losses[1], 1e-3);
		}
	}

	private double clueLoss(final TrrgModel model, final double consistency) {
		final ClueObjective objective = new ClueObjective(model, Trainable.WRITING, settings(new LossSettings(consistency, false, 0)), data(model).training(), null,
			new TrainingImages(model.preprocessing()));
		try (NDManager step = Torch.newManager(Device.cpu())) {
			return objective.loss(step, objective.prepare(new int[] { 0, 1 }, 1, 3)).getFloat();
		}
	}

	private TrainingData data(final TrrgModel model) {
		return TrainingData.of(Dataset.open(dataset), TargetText.REPORT, model.diseases());
	}

	private static StageSettings settings(final LossSettings loss) {
		return new StageSettings(1, 2, 1, 0.001, 0, 0, 1, 0, 0, 0, 1, false, 0, loss, 1e9, 1);
	}

	/** Weights that no loss reaches are left alone. */
	@ParameterizedTest
	@CsvSource({ "injection, 0.1", "interaction, 0.1", ", 0" })
	void whatIsLeftTrains(final String without, final double consistency) throws IOException {
		final Path base = without == null ? model() : model(without);
		final JsonObject training = JsonFields.read(base.resolve(TrainingRun.SETTINGS)).json();
		training.getAsJsonObject("clues").addProperty("consistency", consistency);
		Files.writeString(base.resolve(TrainingRun.SETTINGS), training.toString());
		final Path out = folder.resolve("tuned");
		final FineTuningPlan plan = new FineTuningPlan(Trainable.WRITING, TargetText.REPORT, List.of(), null);
		FineTuning.run(dataset, base, plan, new TrainingRun(Device.cpu(), out, 1, Long.MAX_VALUE, false, Set.of()), Progress.NONE);
		assertReads(out);
	}

	@Test
	void aRecipeWithoutContrastTrainsAndResumes() throws IOException {
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		final JsonObject training = JsonFields.read(recipe.resolve(TrainingRun.SETTINGS)).json();
		training.remove("contrast");
		Files.writeString(recipe.resolve(TrainingRun.SETTINGS), training.toString());
		Pretraining.run(dataset, recipe, run("whole", null), Progress.NONE);
		assertThrows(CancellationException.class, () -> Pretraining.run(dataset, recipe, run("canceled", null), ResumeTest.cancelingAfter(2)));
		Pretraining.run(dataset, recipe, run("canceled", null), Progress.NONE);
		assertArrayEquals(weights("whole"), weights("canceled"));
		assertReads(folder.resolve("whole"));
		final TrainingRun asked = new TrainingRun(Device.cpu(), folder.resolve("asked"), 1, Long.MAX_VALUE, false, Set.of("contrast"));
		assertMessage(() -> Pretraining.run(dataset, recipe, asked, Progress.NONE), "training.json", "'contrast' is missing");
	}

	@Test
	void aSeedStandsForThoseOfTheRecipe() throws IOException {
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		Pretraining.run(dataset, recipe, run("one", null), Progress.NONE);
		Pretraining.run(dataset, recipe, run("two", 2L), Progress.NONE);
		final JsonObject training = JsonFields.read(recipe.resolve(TrainingRun.SETTINGS)).json();
		training.keySet().forEach(stage -> training.getAsJsonObject(stage).addProperty("seed", 2));
		Files.writeString(recipe.resolve(TrainingRun.SETTINGS), training.toString());
		Pretraining.run(dataset, recipe, run("written", null), Progress.NONE);
		assertArrayEquals(weights("written"), weights("two"));
		assertFalse(Arrays.equals(weights("one"), weights("two")));
	}

	private TrainingRun run(final String out, final Long seed) {
		return new TrainingRun(Device.cpu(), Precision.FLOAT32, folder.resolve(out), 1, seed, Long.MAX_VALUE, true, Set.of());
	}

	private byte[] weights(final String model) throws IOException {
		return Files.readAllBytes(folder.resolve(model).resolve(TrrgModel.WEIGHTS));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"clues | \"consistency\": -1 | 'consistency'",
		"clues | \"consistency\": \"much\" | 'consistency'",
		"contrast | \"targets\": \"firm\" | 'targets'",
		"contrast | \"negated\": 2 | 'negated'",
		"contrast | \"consistency\": 0 | only the stage 'clues' has it",
		"clues | \"targets\": \"hard\" | only the stage 'contrast' has it",
	})
	void wrongValuesAreNamed(final String stage, final String field, final String complaint) {
		final JsonFields json = JsonFields.parse("tiny/training.json", "{\"epochs\": 1, \"batch\": 1, \"rate\": 0.1, \"clip\": 1, \"patience\": 1, " + field + "}");
		assertMessage(() -> StageSettings.fromJson(json, stage), "tiny/training.json", complaint);
	}

	/** Settings of R2GenGPT. */
	@ParameterizedTest
	@CsvSource({ "contrast", "clues" })
	void thePapersRecipeIsRead(final String stage) {
		final StageSettings settings = StageSettings.fromJson(JsonFields.read(Path.of("recipes/paper/training.json")).requireObject(stage), stage);
		assertEquals(List.of(15, 16, 0.0001), List.of(settings.epochs(), settings.batch(), settings.rate()));
	}

	@Test
	void interactionNeedsInjection() throws IOException {
		final Path made = model("injection");
		final JsonObject config = JsonFields.read(made.resolve(TrrgModel.CONFIG)).json();
		config.getAsJsonObject("clue").addProperty("interaction", true);
		Files.writeString(made.resolve(TrrgModel.CONFIG), config.toString());
		assertMessage(() -> TrrgModel.open(made, Device.cpu()), "config.json", "'clue.interaction'", "'injection' is false");
	}
}
