package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.StoredWeights;

/** What the pure-Java decoder promises beyond the contract of all back ends. */
class JavaLlamaTest {

	private final Fixture fixture = Fixture.odd();

	@ParameterizedTest
	@ValueSource(strings = { "model.embed_tokens.weight", "model.layers.2.self_attn.k_proj.bias", "model.layers.0.mlp.up_proj.weight", "model.norm.weight", "lm_head.weight" })
	void namesTheTensorThatIsMissingOrOfAnotherSize(final String tensor) {
		final TrrgException missing = assertThrows(TrrgException.class, () -> open((name, shape) -> name.equals(tensor) ? null : fixture.weights().read(name, shape)));
		assertTrue(missing.getMessage().contains(tensor), missing.getMessage());
		final TrrgException wrong = assertThrows(TrrgException.class, () -> open((name, shape) -> name.equals(tensor) ? new float[7] : fixture.weights().read(name, shape)));
		assertTrue(wrong.getMessage().contains(tensor) && wrong.getMessage().contains("7"), wrong.getMessage());
	}

	@Test
	void aSequenceIsTheSameToTheLastBitInAnyBatch() {
		final JavaLlama model = open(fixture.weights());
		final Prompt prompt = new Prompt(fixture.softTokens(140, 1), 3, 9);
		try (DecodingState alone = model.prefill(List.of(prompt), 5);
			DecodingState batch = model.prefill(List.of(new Prompt(fixture.softTokens(13, 2)), prompt, new Prompt(fixture.softTokens(99, 3))), 5))
		{
			for (int step = 0; step < 5; step++) {
				assertArrayEquals(alone.logits(0), batch.logits(1));
				assertArrayEquals(alone.attention(0), batch.attention(1));
				alone.step(new int[] { 0 }, new int[] { step });
				batch.step(new int[] { 0, 1, 2 }, new int[] { 9, step, 7 });
			}
		}
	}

	@Test
	void theCacheEndsWhereItWasSaidToEnd() {
		try (DecodingState state = open(fixture.weights()).prefill(List.of(new Prompt(fixture.softTokens(4, 1))), 1)) {
			state.step(new int[] { 0 }, new int[] { 1 });
			assertThrows(IllegalStateException.class, () -> state.step(new int[] { 0 }, new int[] { 1 }));
		}
	}

	@Test
	void theBestArithmeticIsAvailable() {
		assertTrue(Arithmetic.best().isAvailable());
		assertEquals(Arithmetic.VECTOR.isAvailable(), Arithmetic.best() == Arithmetic.VECTOR);
	}

	private JavaLlama open(final Parameters.Source weights) {
		return new JavaLlama(fixture.config(), StoredWeights.of(weights), Arithmetic.best());
	}
}
