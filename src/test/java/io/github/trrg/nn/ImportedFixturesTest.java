package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

import io.github.trrg.SharedData;
import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.Arithmetic;
import io.github.trrg.decode.DecodingState;
import io.github.trrg.decode.JavaLlama;
import io.github.trrg.decode.Prompt;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.ImportReport;
import io.github.trrg.model.ImportRequest;
import io.github.trrg.model.ModelImport;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;

/**
 * Published folders, imported: the parts of the model compute what the reference implementation computes. All folders of the shared data are
 * tried; the system property {@code trrg.fixtures} names another place with folders of that kind.
 */
class ImportedFixturesTest {

	@TempDir
	private static Path temporary;
	private static Path base;

	@BeforeAll
	static void makeABase() {
		base = TinyModel.make(temporary.resolve("base"));
	}

	@TestFactory
	List<DynamicTest> allFoldersComputeAsPublished() throws IOException {
		final String elsewhere = System.getProperty("trrg.fixtures");
		try (Stream<Path> folders = Files.list(elsewhere == null ? SharedData.path("fixtures") : Path.of(elsewhere))) {
			final List<DynamicTest> tests = folders.filter(folder -> Files.exists(folder.resolve("expected.safetensors"))).sorted().map(
				folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder))).toList();
			assertTrue(tests.size() > 0);
			return tests;
		}
	}

	private static void check(final Path folder) {
		final String type = JsonFields.read(folder.resolve("config.json")).requireString("model_type");
		final Path out = temporary.resolve("imported " + folder.getFileName());
		final boolean vision = type.equals("swin") || type.equals("resnet");
		final boolean text = type.equals("bert");
		final ImportReport report = ModelImport.run(new ImportRequest(vision ? folder : null, text ? folder : null, vision || text ? null : folder, null, base, out, null, "auto"),
			Progress.NONE);
		final Stream<String> unused = report.parts().values().stream().flatMap(part -> part.unused().stream());
		assertEquals(List.of(), unused.filter(name -> !name.matches(".*(relative_position_index|num_batches_tracked|pooler.*|position_ids)|(cls|classifier|lm_head).*")).toList());
		try (TrrgModel model = TrrgModel.open(out, Torch.device("cpu"));
			PublishedModel published = new PublishedModel(folder, Weights.open(folder.resolve("inputs.safetensors")), Weights.open(folder.resolve("expected.safetensors")), model
				.parameters(), Torch.newManager(model.parameters().device()), type.equals("swin") || text ? 1e-4 : 2e-4))
		{
			if (vision) checkVision(model, published);
			else if (text) checkText(model, published);
			else checkLanguage(model, published);
		}
		if (!vision && !text) checkDecoding(out, folder);
	}

	private static void checkVision(final TrrgModel model, final PublishedModel published) {
		for (final String input : published.inputs().names()) {
			final String variant = input.substring("pixel_values".length());
			final NDArray tokens = model.network().vision().encode(published.floats(input), false); // (N, P, D)
			final List<NDArray> states = model.network().vision() instanceof Swin swin ? swin.states(published.floats(input), true).stream().map(Swin.State::tokens).toList() : List.of();
			for (int i = 0; i < states.size(); i++)
				published.assertMatches("hidden_states." + i + variant, states.get(i));
			final long[] shape = published.expected().shape("last_hidden_state" + variant);
			published.assertMatches("last_hidden_state" + variant, (shape.length == 4 ? tokens.transpose(0, 2, 1).reshape(shape) : tokens));
			published.assertMatches("pooler_output" + variant, tokens.mean(new int[] { 1 }).reshape(published.expected().shape("pooler_output" + variant)));
		}
	}

	private static void checkText(final TrrgModel model, final PublishedModel published) {
		final NDArray ids = published.longs("input_ids");
		final NDArray types = published.inputs().names().contains("token_type_ids") ? published.longs("token_type_ids") : ids.zerosLike();
		final List<NDArray> states = model.network().text().hiddenStates(ids, published.mask("attention_mask"), types);
		for (int i = 0; i < states.size(); i++)
			published.assertMatches("hidden_states." + i, states.get(i));
		published.assertMatches("last_hidden_state", states.get(states.size() - 1));
	}

	private static void checkLanguage(final TrrgModel model, final PublishedModel published) {
		final Llama llama = model.network().language();
		for (int i = 0; published.inputs().names().contains("prompt." + i + ".input_ids"); i++) {
			final NDArray ids = published.longs("prompt." + i + ".input_ids");
			final int length = (int) ids.getShape().get(1);
			final NDArray positions = ids.getManager().arange(0, length, 1, DataType.FLOAT32).reshape(ids.getShape());
			final Llama.Pass pass = llama.forward(llama.embed(ids), positions, Masks.causal(ids.getManager().ones(ids.getShape()), length), null, 0);
			published.assertMatches("prompt." + i + ".logits", llama.logits(pass.hidden()));
		}
		final NDArray mask = published.mask("batch.attention_mask");
		final NDArray ids = published.longs("batch.input_ids");
		final Llama.Pass pass = llama.forward(llama.embed(ids), published.mask("batch.position_ids"), Masks.causal(mask, (int) ids.getShape().get(1)), null, 0);
		final float[] real = mask.toFloatArray();
		published.assertMatches("batch.logits", llama.logits(pass.hidden()).toFloatArray(), i -> real[i / llama.config().vocabSize()] == 1);
	}

	/** By the decoder that writes reports, from the mapped file. */
	private static void checkDecoding(final Path out, final Path folder) {
		try (TrrgModel model = TrrgModel.openForReading(out, Torch.device("cpu"));
			JavaLlama llama = new JavaLlama(model.languageConfig(), model.languageWeights(), Arithmetic.best());
			Weights inputs = Weights.open(folder.resolve("inputs.safetensors"));
			Weights expected = Weights.open(folder.resolve("expected.safetensors")))
		{
			for (int i = 0; inputs.names().contains("prompt." + i + ".input_ids"); i++) {
				final int[] ids = Arrays.stream(inputs.longs("prompt." + i + ".input_ids")).mapToInt(Math::toIntExact).toArray();
				final long[] right = expected.longs("prompt." + i + ".greedy_ids");
				final float[] logits = expected.floats("prompt." + i + ".greedy_logits");
				final List<Long> written = new ArrayList<>();
				try (DecodingState state = llama.prefill(List.of(new Prompt(llama.embed(ids))), right.length)) {
					for (int step = 0; step < right.length; step++) {
						final float[] actual = state.logits(0);
						assertArrayEquals(Arrays.copyOfRange(logits, step * actual.length, (step + 1) * actual.length), actual, 2e-4f);
						int best = 0;
						for (int id = 0; id < actual.length; id++)
							if (actual[id] > actual[best]) best = id;
						written.add((long) best);
						if (step + 1 < right.length) state.step(new int[] { 0 }, new int[] { best });
					}
				}
				assertArrayEquals(right, written.stream().mapToLong(Long::longValue).toArray());
			}
		}
	}
}
