package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.TinyModel;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Precision;

class TokenBatchTest {

	@TempDir
	private Path folder;

	/** Padding, prompts and weights change nothing but the weights: the mean is that of the tokens, one by one. */
	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void theLossIsTheWeightedMeanOverTheTokensToBeSaid(final Device device) {
		Torch.start();
		Torch.setGradients(false);
		try (TrrgModel model = TrrgModel.openForTraining(TinyModel.make(folder), device, Precision.FLOAT32, 1); NDManager step = Torch.newManager(device)) {
			final TokenSequence two = new TokenSequence(new long[] { 5, 9, 7, 3 }, new float[] { 0, 0, 1, 3 });
			final TokenSequence one = new TokenSequence(new long[] { 5, 8 }, new float[] { 0, 1 });
			final double expected = (1 * surprise(step, model, new long[] { 5, 9 }, 7) + 3 * surprise(step, model, new long[] { 5, 9, 7 }, 3) + surprise(step, model,
				new long[] { 5 }, 8)) / 5;
			final Llama language = model.network().language();
			final TokenBatch batch = new TokenBatch(List.of(two, one));
			assertEquals(expected, batch.loss(step, language, batch.hidden(step, language, language.embed(step.create(batch.codes())), 0)).getFloat(), 1e-4);
		}
	}

	/** −log p(next | given), with the probabilities of a pass over that text alone. */
	private static double surprise(final NDManager step, final TrrgModel model, final long[] given, final int next) {
		final Llama language = model.network().language();
		final TokenBatch alone = new TokenBatch(List.of(new TokenSequence(Arrays.copyOf(given, given.length + 1), new float[given.length + 1])));
		final NDArray logits = language.logits(alone.hidden(step, language, language.embed(step.create(alone.codes())), 0));
		return -logits.logSoftmax(-1).getFloat(0, given.length - 1, next);
	}

	/** A prompt may fill all the positions there are. */
	@Test
	void aRowThatSaysNothingHasAStateOfZeros() {
		final TokenBatch batch = new TokenBatch(List.of(new TokenSequence(new long[] { 5, 9, 7 }, new float[] { 0, 1, 1 }), new TokenSequence(new long[] { 5, 9, 7 },
			new float[3])));
		try (NDManager step = Torch.newManager(Device.cpu())) {
			final NDArray hidden = step.create(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new Shape(2, 2, 2)); // (B, T, H)
			assertArrayEquals(new float[] { 2, 3, 0, 0 }, batch.pooled(step, hidden).toFloatArray(), 1e-6f);
		}
	}

	@Test
	void sentencesThatAffirmAFindingCountThrice() {
		try (TrrgModel model = TrrgModel.open(TinyModel.make(folder), Device.cpu())) {
			final TokenSequence sequence = TokenSequence.report(model, new long[] { model.begin().getAsInt(), -1 }, "The lungs are clear. Small left pleural effusion.");
			final int clear = model.tokenizer().encode(" The lungs are clear.").length;
			final int effusion = model.tokenizer().encode(" Small left pleural effusion.").length;
			final float[] expected = new float[2 + clear + effusion + 1];
			Arrays.fill(expected, 2, 2 + clear, 1);
			Arrays.fill(expected, 2 + clear, 2 + clear + effusion, 3);
			expected[expected.length - 1] = 1;
			assertArrayEquals(expected, sequence.weights());
			assertEquals(model.end(), sequence.codes()[expected.length - 1]);
		}
	}
}
