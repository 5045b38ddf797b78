package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.Device;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.LlamaConfig.RopeScaling;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** The Java decoder with every prompt read by PyTorch. */
class TorchPrefillTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		return new JavaLlama(fixture.config(), mapped(StoredWeights.of(fixture.weights())), Arithmetic.best(), 0, Device.cpu(), 1);
	}

	/** The same numbers outside the heap, as those of files are. */
	private static StoredWeights mapped(final StoredWeights weights) {
		return new StoredWeights() {

			@Override
			public StoredMatrix matrix(final String name, final int rows, final int columns) {
				final StoredMatrix matrix = weights.matrix(name, rows, columns);
				if (matrix == null) return null;
				final ByteBuffer bytes = matrix.parts().get(0);
				return new StoredMatrix(matrix.storage(), rows, columns, List.of(ByteBuffer.allocateDirect(bytes.remaining()).put(bytes.duplicate()).flip()), rows, null);
			}

			@Override
			public float[] vector(final String name, final int length) {
				return weights.vector(name, length);
			}
		};
	}

	@BeforeAll
	static void takeOneThread() {
		Torch.setThreads(1); // on matrices so small, threads only wait for one another
	}

	private static Stream<LlamaConfig> configs() {
		final RopeScaling llama3 = new RopeScaling(8, 1, 4, 16);
		final RopeScaling linear = new RopeScaling(4, 1, 1, 0);
		return Stream.of(new LlamaConfig(37, 32, 45, 3, 8, 2, 10, 200, 1e-5, 10000, llama3, true, false, 1, 2),
			new LlamaConfig(37, 32, 45, 2, 4, 4, 8, 200, 1e-5, 10000, linear, false, true, 1, 2),
			new LlamaConfig(37, 30, 45, 1, 6, 1, 10, 200, 1e-6, 500000, null, true, true, 1, 2));
	}

	@ParameterizedTest
	@MethodSource("configs")
	void goesOnAsIfJavaHadReadThePrompt(final LlamaConfig config) {
		final Fixture fixture = Fixture.random(config);
		final Prompt prompt = new Prompt(fixture.softTokens(70, 1), 3, 69);
		try (LanguageModel model = open(fixture); LanguageModel java = new JavaLlama(config, StoredWeights.of(fixture.weights()), Arithmetic.best());
			DecodingState state = model.prefill(List.of(prompt), 40); DecodingState expected = java.prefill(List.of(prompt), 40))
		{
			for (int step = 0; step < 40; step++) {
				assertArrayEquals(expected.logits(0), state.logits(0), 1e-4f, "step " + step);
				assertArrayEquals(expected.attention(0), state.attention(0), 1e-5f, "step " + step);
				state.step(new int[] { 0 }, new int[] { step % 37 });
				expected.step(new int[] { 0 }, new int[] { step % 37 });
			}
		}
	}

	@Test
	void aSequenceIsTheSameToTheLastBitInAnyBatch() {
		final Fixture fixture = Fixture.odd();
		final Prompt prompt = new Prompt(fixture.softTokens(140, 1), 3, 9);
		try (LanguageModel model = open(fixture); DecodingState alone = model.prefill(List.of(prompt), 0);
			DecodingState batch = model.prefill(List.of(new Prompt(fixture.softTokens(13, 2)), prompt), 0))
		{
			assertArrayEquals(alone.logits(0), batch.logits(1));
			assertArrayEquals(alone.attention(0), batch.attention(1));
		}
	}

	@ParameterizedTest
	@EnumSource
	void readsWeightsOfAnyStorage(final Storage storage) {
		final LlamaConfig config = new LlamaConfig(32, 32, 64, 1, 2, 2, 16, 200, 1e-5, 10000, null, true, false, 1, 2);
		final StoredWeights weights = stored(storage);
		final Prompt prompt = new Prompt(Fixture.random(config).softTokens(20, 1));
		try (LanguageModel model = new JavaLlama(config, weights, Arithmetic.best(), 0, Device.cpu(), 1); DecodingState state = model.prefill(List.of(prompt), 0);
			DecodingState expected = new JavaLlama(config, weights, Arithmetic.PLAIN).prefill(List.of(prompt), 0))
		{
			// Fewer than 16 bits are multiplied in bfloat16, of 8 significant bits, as is bfloat16 itself.
			final boolean rounded = storage != Storage.F32 && storage != Storage.F16;
			assertArrayEquals(expected.logits(0), state.logits(0), (rounded ? 0.03f : 1e-4f) * rootMeanSquare(expected.logits(0)));
		}
	}

	@Test
	void leavesShortPromptsAndWeightsOnTheHeapToJava() {
		final Fixture fixture = Fixture.odd();
		final StoredWeights heap = StoredWeights.of(fixture.weights());
		final JavaLlama model = new JavaLlama(fixture.config(), mapped(heap), Arithmetic.best(), 0, Device.cpu(), 20);
		assertNotNull(model.readOnTorch(fixture.softTokens(20, 1), new KvCache(fixture.config(), 20), null));
		assertNull(model.readOnTorch(fixture.softTokens(19, 1), new KvCache(fixture.config(), 19), null));
		final JavaLlama held = new JavaLlama(fixture.config(), heap, Arithmetic.best(), 0, Device.cpu(), 20);
		assertNull(held.readOnTorch(fixture.softTokens(20, 1), new KvCache(fixture.config(), 20), null));
	}

	private static StoredWeights stored(final Storage storage) {
		return new StoredWeights() {

			@Override
			public StoredMatrix matrix(final String name, final int rows, final int columns) {
				return RandomMatrix.of(storage, rows, columns, rows, name.hashCode()).stored();
			}

			@Override
			public float[] vector(final String name, final int length) {
				final float[] ones = new float[length];
				Arrays.fill(ones, 1);
				return ones;
			}
		};
	}

	private static float rootMeanSquare(final float[] values) {
		double squares = 0;
		for (final float value : values)
			squares += (double) value * value;
		return (float) Math.sqrt(squares / values.length);
	}
}
