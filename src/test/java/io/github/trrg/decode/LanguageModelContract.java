package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.SharedData;
import io.github.trrg.model.Weights;

/** What every back end must do, checked against the same numbers. */
abstract class LanguageModelContract {

	/** Stated limit of the golden logits for 32 bits. */
	private static final float GOLDEN = 1e-4f;
	/** Stated limit of the fixtures' READMEs. */
	private static final float PUBLISHED = 2e-4f;
	/** Between ways to compute the same in 32 bits. */
	private static final float ROUNDING = 5e-5f;

	private static final String STORIES = "weights/stories260K";

	abstract LanguageModel open(Fixture fixture);

	@Test
	void meetsTheGoldenLogitsOfStories260K() throws IOException {
		final Fixture fixture = Fixture.folder(STORIES);
		final int[] tokens = new Gson().fromJson(golden().get("tokens"), int[].class);
		final FloatBuffer logits = ByteBuffer.wrap(Files.readAllBytes(SharedData.path(STORIES).resolve("stories260K_logits.f32"))).order(ByteOrder.LITTLE_ENDIAN)
			.asFloatBuffer();
		try (LanguageModel model = open(fixture); DecodingState state = model.prefill(List.of(new Prompt(model.embed(tokens[0]))), tokens.length)) {
			for (int i = 0; i < tokens.length; i++) {
				final float[] expected = new float[fixture.config().vocabSize()];
				logits.get(expected);
				assertArrayEquals(expected, state.logits(0), GOLDEN, "logits after position " + i);
				if (i + 1 < tokens.length) state.step(new int[] { 0 }, new int[] { tokens[i + 1] });
			}
		}
	}

	@Test
	void writesTheGoldenGreedyText() throws IOException {
		final Path folder = SharedData.path(STORIES);
		final int[] expected = new Gson().fromJson(golden().get("greedy_tokens_full"), int[].class);
		final Llama2cTokenizer tokenizer = Llama2cTokenizer.read(folder.resolve("tok512.bin"), 512);
		try (LanguageModel model = open(Fixture.folder(STORIES))) {
			final GenerationSettings settings = GenerationSettings.defaults().with().maxLength(200).build(); // one more than the listed tokens
			final Generation text = generate(model, tokenizer::decode, settings, new Prompt(model.embed(1)));
			assertArrayEquals(Arrays.copyOfRange(expected, 1, 200), Arrays.copyOf(text.tokens(), 199));
			assertEquals(Files.readString(folder.resolve("stories260K.greedy200.txt")).strip(), text.text().strip());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "qwen2", "mistral" })
	void meetsThePublishedImplementation(final String type) {
		final String folder = "fixtures/" + type + "-tiny-random";
		final Fixture fixture = Fixture.folder(folder);
		try (LanguageModel model = open(fixture); Weights inputs = Weights.open(SharedData.path(folder + "/inputs.safetensors"));
			Weights expected = Weights.open(SharedData.path(folder + "/expected.safetensors")))
		{
			for (final String prompt : List.of("prompt.0.", "prompt.1.")) {
				final int[] ids = Arrays.stream(inputs.longs(prompt + "input_ids")).mapToInt(Math::toIntExact).toArray();
				final int[] greedy = Arrays.stream(expected.longs(prompt + "greedy_ids")).mapToInt(Math::toIntExact).toArray();
				for (int length = 1; length <= ids.length; length++)
					try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(Arrays.copyOf(ids, length)))), 0)) {
						assertArrayEquals(row(expected.floats(prompt + "logits"), length - 1, model.vocabSize()), state.logits(0), PUBLISHED, prompt + length);
					}
				try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(ids))), greedy.length)) {
					for (int i = 0; i < greedy.length; i++) {
						final float[] logits = state.logits(0);
						assertArrayEquals(row(expected.floats(prompt + "greedy_logits"), i, model.vocabSize()), logits, PUBLISHED, prompt + "greedy " + i);
						assertEquals(greedy[i], argmax(logits));
						state.step(new int[] { 0 }, new int[] { greedy[i] });
					}
				}
			}
		}
	}

	@Test
	void readsSoftTokensAmongWords() {
		final Fixture fixture = Fixture.odd();
		try (LanguageModel model = open(fixture)) {
			final float[] prompt = concat(model.embed(1, 5), fixture.softTokens(70, 3), model.embed(9));
			final double[][] expected = new NaiveLlama(fixture.config(), fixture.weights()).run(prompt).logits();
			try (DecodingState state = model.prefill(List.of(new Prompt(prompt)), 0)) {
				assertArrayEquals(floats(expected[72]), state.logits(0), ROUNDING);
			}
		}
	}

	@Test
	void prefillsInBlocksWhatItWouldReadStepByStep() {
		final Fixture fixture = Fixture.odd();
		final int[] tokens = tokens(150, fixture);
		try (LanguageModel model = open(fixture); DecodingState whole = model.prefill(List.of(new Prompt(model.embed(tokens))), 0);
			DecodingState steps = model.prefill(List.of(new Prompt(model.embed(tokens[0]))), tokens.length))
		{
			for (int i = 1; i < tokens.length; i++)
				steps.step(new int[] { 0 }, new int[] { tokens[i] });
			assertArrayEquals(whole.logits(0), steps.logits(0), ROUNDING);
		}
	}

	@Test
	void rowsOfABatchDoNotSeeEachOther() {
		final Fixture fixture = Fixture.odd();
		try (LanguageModel model = open(fixture)) {
			final List<Prompt> prompts = List.of(new Prompt(fixture.softTokens(3, 1)), new Prompt(fixture.softTokens(50, 2), 10, 20), new Prompt(fixture.softTokens(33, 3)));
			try (DecodingState batch = model.prefill(prompts, 40)) {
				assertEquals(3, batch.rows());
				for (int step = 0; step < 40; step++)
					batch.step(new int[] { 0, 1, 2 }, new int[] { step % 37, (step + 5) % 37, (step * 3) % 37 });
				try (DecodingState alone = model.prefill(List.of(prompts.get(1)), 40)) {
					for (int step = 0; step < 40; step++)
						alone.step(new int[] { 0 }, new int[] { (step + 5) % 37 });
					assertArrayEquals(alone.logits(0), batch.logits(1), ROUNDING);
					assertArrayEquals(alone.attention(0), batch.attention(1), ROUNDING);
				}
			}
		}
	}

	@Test
	void forksReordersAndDropsRows() {
		final Fixture fixture = Fixture.odd();
		final float[] first = fixture.softTokens(31, 1);
		final float[] second = fixture.softTokens(5, 2);
		try (LanguageModel model = open(fixture); DecodingState state = model.prefill(List.of(new Prompt(first), new Prompt(second)), 3)) {
			state.step(new int[] { 1, 0, 0 }, new int[] { 7, 8, 9 }); // second 7 | first 8 | first 9
			state.step(new int[] { 1, 1, 2 }, new int[] { 3, 4, 5 }); // first 8 3 | first 8 4 | first 9 5
			state.step(new int[] { 2, 0 }, new int[] { 6, 6 }); // first 9 5 6 | first 8 3 6
			assertEquals(2, state.rows());
			assertArrayEquals(lastLogits(model, concat(first, model.embed(9, 5, 6))), state.logits(0), ROUNDING);
			assertArrayEquals(lastLogits(model, concat(first, model.embed(8, 3, 6))), state.logits(1), ROUNDING);
		}
	}

	@Test
	void recordsAttentionToARangeOfThePrompt() {
		final Fixture fixture = Fixture.odd();
		final float[] prompt = fixture.softTokens(60, 4);
		try (LanguageModel model = open(fixture); DecodingState state = model.prefill(List.of(new Prompt(prompt, 20, 45), new Prompt(prompt)), 2)) {
			final double[][] expected = new NaiveLlama(fixture.config(), fixture.weights()).run(concat(prompt, model.embed(11, 12))).attention();
			for (int token = 0; token < 3; token++) {
				final float[] attention = state.attention(0);
				assertArrayEquals(floats(Arrays.copyOfRange(expected[59 + token], 20, 45)), attention, 1e-5f);
				double sum = 0;
				for (final float weight : attention)
					sum += weight;
				assertTrue(sum > 0 && sum <= 1, "sum of attention " + sum);
				assertEquals(0, state.attention(1).length);
				if (token < 2) state.step(new int[] { 0, 1 }, new int[] { 11 + token, 11 + token });
			}
		}
	}

	@Test
	void refusesMoreThanItsPositions() {
		final Fixture fixture = Fixture.odd(); // holds 200
		try (LanguageModel model = open(fixture)) {
			final Prompt prompt = new Prompt(fixture.softTokens(150, 1));
			model.prefill(List.of(prompt), 50).close();
			final TrrgException e = assertThrows(TrrgException.class, () -> model.prefill(List.of(prompt), 51));
			assertTrue(e.getMessage().contains("150") && e.getMessage().contains("51") && e.getMessage().contains("200"), e.getMessage());
		}
	}

	@Test
	void refusesTokensOutsideTheVocabulary() {
		try (LanguageModel model = open(Fixture.odd())) {
			assertThrows(IndexOutOfBoundsException.class, () -> model.embed(37));
			assertThrows(IndexOutOfBoundsException.class, () -> model.embed(-1));
		}
	}

	private static JsonObject golden() {
		return JsonFields.read(SharedData.path(STORIES).resolve("stories260K_logits.json")).json();
	}

	private static Generation generate(final LanguageModel model, final java.util.function.Function<int[], String> decoder, final GenerationSettings settings,
		final Prompt prompt)
	{
		return new Generator(model, decoder, 2).generate(List.of(prompt), settings, TokenListener.NONE, Progress.NONE).get(0);
	}

	private static float[] lastLogits(final LanguageModel model, final float[] prompt) {
		try (DecodingState state = model.prefill(List.of(new Prompt(prompt)), 0)) {
			return state.logits(0);
		}
	}

	private static int[] tokens(final int count, final Fixture fixture) {
		return new java.util.Random(1).ints(count, 0, fixture.config().vocabSize()).toArray();
	}

	private static float[] row(final float[] values, final int row, final int width) {
		return Arrays.copyOfRange(values, row * width, (row + 1) * width);
	}

	private static int argmax(final float[] values) {
		int best = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[best]) best = i;
		return best;
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < values.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}

	static float[] concat(final float[]... parts) {
		final FloatBuffer all = FloatBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
		for (final float[] part : parts)
			all.put(part);
		return all.array();
	}
}
