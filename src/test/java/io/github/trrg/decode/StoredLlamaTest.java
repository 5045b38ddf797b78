package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.Gson;

import ai.djl.Device;

import io.github.trrg.SharedData;
import io.github.trrg.common.JsonFields;
import io.github.trrg.model.StoredLanguage;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** Published files in 32 and 16 bits, held, mapped and on PyTorch, against golden logits of 32 bits. */
class StoredLlamaTest {

	private static final String STORIES = "weights/stories260K";

	private static Stream<Arguments> kinds() {
		// The largest difference that the rounding of the file makes, as found with each, with a margin.
		final Object[][] files = { { "model.safetensors", 1e-4f }, { "model.f16.safetensors", 2e-2f }, { "model.bf16.safetensors", 0.15f } };
		return Arrays.stream(files).flatMap(file -> Stream.of("VECTOR held", "VECTOR mapped", "PLAIN held", "PLAIN mapped", "torch").map(how -> Arguments.of(file[0], file[1],
			how)));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void meetsTheGoldenLogits(final String file, final float tolerance, final String how) throws IOException {
		final float[][] expected = golden();
		final float[][] logits = logits(file, how);
		for (int i = 0; i < expected.length; i++)
			assertArrayEquals(expected[i], logits[i], tolerance, "position " + i);
	}

	/** What a file means is the same for all: only the order of sums differs. */
	@ParameterizedTest
	@CsvSource({ "model.f16.safetensors", "model.bf16.safetensors" })
	void allBackEndsAgree(final String file) throws IOException {
		final float[][] expected = logits(file, "torch");
		for (final String how : List.of("VECTOR held", "VECTOR mapped", "PLAIN held", "PLAIN mapped")) {
			final float[][] logits = logits(file, how);
			for (int i = 0; i < expected.length; i++)
				assertArrayEquals(expected[i], logits[i], 1e-4f, how + ", position " + i);
		}
	}

	/** Prompts of all lengths, read by PyTorch where weights are mapped; with inputs of products in bfloat16 too, published code differs by 0.46. */
	@ParameterizedTest
	@CsvSource({ "model.safetensors, 1e-4", "model.f16.safetensors, 2e-2", "model.bf16.safetensors, 0.35" })
	void promptsMeetTheGoldenLogits(final String file, final float tolerance) throws IOException {
		final Path folder = SharedData.path(STORIES);
		final float[][] expected = golden();
		final int[] tokens = tokens();
		try (Weights weights = Weights.open(folder.resolve(file)); LanguageModel model = new JavaLlama(LlamaConfig.fromJson(JsonFields.read(folder.resolve("config.json"))),
			new StoredLanguage(weights, ""), Arithmetic.best(), 0, Device.cpu(), 1))
		{
			for (int i = 0; i < expected.length; i++)
				try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(Arrays.copyOf(tokens, i + 1)))), 0)) {
					assertArrayEquals(expected[i], state.logits(0), tolerance, "position " + i);
				}
		}
	}

	private static float[][] logits(final String file, final String how) {
		final Path folder = SharedData.path(STORIES);
		final LlamaConfig config = LlamaConfig.fromJson(JsonFields.read(folder.resolve("config.json")));
		try (Weights weights = Weights.open(folder.resolve(file))) {
			final StoredWeights stored = new StoredLanguage(weights, "");
			if (how.equals("torch")) {
				final Parameters.Source floats = (name, shape) -> shape.length == 1 ? stored.vector(name, (int) shape[0]) : values(stored.matrix(name, (int) shape[0],
					(int) shape[1]));
				try (Parameters parameters = new Parameters(Device.cpu(), Precision.FLOAT32, floats, 0)) {
					return logits(new TorchLlama(new Llama(parameters.root(), config, null), parameters.device()));
				}
			}
			final Arithmetic arithmetic = Arithmetic.valueOf(how.split(" ")[0]);
			Assumptions.assumeTrue(arithmetic.isAvailable(), () -> "skipped: " + arithmetic + " is not available in this JVM");
			return logits(new JavaLlama(config, stored, arithmetic, how.endsWith("held") ? Long.MAX_VALUE : 0, null, 0));
		}
	}

	private static float[] values(final StoredMatrix matrix) {
		return matrix == null ? null : matrix.values();
	}

	private static float[][] logits(final LanguageModel model) {
		final int[] tokens = tokens();
		final List<float[]> logits = new ArrayList<>();
		try (model; DecodingState state = model.prefill(List.of(new Prompt(model.embed(tokens[0]))), tokens.length)) {
			for (int i = 0; i < tokens.length; i++) {
				logits.add(state.logits(0));
				if (i + 1 < tokens.length) state.step(new int[] { 0 }, new int[] { tokens[i + 1] });
			}
		}
		return logits.toArray(float[][]::new);
	}

	private static int[] tokens() {
		return new Gson().fromJson(JsonFields.read(SharedData.path(STORIES).resolve("stories260K_logits.json")).json().get("tokens"), int[].class);
	}

	private static float[][] golden() throws IOException {
		final FloatBuffer all = ByteBuffer.wrap(Files.readAllBytes(SharedData.path(STORIES).resolve("stories260K_logits.f32"))).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		final float[][] logits = new float[64][all.remaining() / 64];
		for (final float[] position : logits)
			all.get(position);
		assertEquals(0, all.remaining());
		assertTrue(logits[0].length > 0);
		return logits;
	}
}
