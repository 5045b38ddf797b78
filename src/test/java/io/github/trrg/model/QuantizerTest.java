package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.report.Report;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

class QuantizerTest {

	private static final String MATRIX = "model.layers.0.mlp.down_proj.weight"; // (32, 64) in the tiny model

	@TempDir
	private Path folder;
	private Path model;

	@BeforeEach
	void makeModel() {
		model = TinyModel.make(folder.resolve("tiny"));
	}

	/** The bounds that the formats have: half a step of 127 per row, a step of each group. */
	@RepeatedTest(20)
	void noWeightIsFurtherAwayThanItsStep(final RepetitionInfo repetition) {
		final Random random = new Random(repetition.getCurrentRepetition());
		final float[] w = new float[64];
		final float size = (float) Math.pow(10, random.nextInt(9) - 6);
		for (int i = 0; i < w.length; i++)
			w[i] = (float) (random.nextGaussian() * size * (random.nextInt(20) == 0 ? 10 : 1));
		float largest = 0;
		for (final float value : w)
			largest = Math.max(largest, Math.abs(value));
		final ByteBuffer bytes = ByteBuffer.allocate(64);
		Quantization.putInt8(w, 0, 64, bytes);
		for (int i = 0; i < 64; i++)
			assertEquals(w[i], bytes.get(i) * Quantization.scaleOfInt8(w, 0, 64), largest / 127 * 0.5001, "int8 " + i);
		for (int group = 0; group < 64; group += 32) {
			bytes.clear();
			Quantization.putInt4(w, group, bytes);
			final float scale = DType.halfToFloat(Quantization.scaleOfInt4(w, group));
			float extreme = 0;
			for (int i = group; i < group + 32; i++)
				extreme = Math.max(extreme, Math.abs(w[i]));
			assertTrue(Math.abs(scale) <= extreme / 7 * 1.001 + 6e-8, "the scale is no larger than a seventh of the largest weight: " + scale);
			for (int j = 0; j < 16; j++) {
				assertEquals(w[group + j], ((bytes.get(j) & 15) - 8) * scale, Math.abs(scale) + 5e-7, "int4 low " + j);
				assertEquals(w[group + 16 + j], ((bytes.get(j) >> 4 & 15) - 8) * scale, Math.abs(scale) + 5e-7, "int4 high " + j);
			}
		}
	}

	@Test
	void zerosStayZeros() {
		final ByteBuffer bytes = ByteBuffer.allocate(48);
		Quantization.putInt8(new float[32], 0, 32, bytes);
		Quantization.putInt4(new float[32], 0, bytes);
		for (int i = 0; i < 32; i++)
			assertEquals(0, bytes.get(i));
		for (int i = 32; i < 48; i++)
			assertEquals((byte) 0x88, bytes.get(i));
	}

	@ParameterizedTest
	@EnumSource
	void aCopyWritesReportsInItsStorage(final Storage storage) {
		final Path copy = folder.resolve("copy in Größe");
		Quantizer.run(model, copy, storage, Progress.NONE);
		try (Weights before = Weights.open(model); Weights after = Weights.open(copy)) {
			assertEquals(storage.toString(), after.metadata().get(Quantizer.METADATA));
			final StoredMatrix original = new StoredLanguage(before, "language.").matrix(MATRIX, 32, 64);
			final StoredMatrix rounded = new StoredLanguage(after, "language.").matrix(MATRIX, 32, 64);
			assertEquals(storage, rounded.storage());
			final float[] expected = original.values();
			float largest = 0;
			for (final float value : expected)
				largest = Math.max(largest, Math.abs(value));
			final float bound = largest * switch (storage) {
				case F32 -> 0;
				case F16 -> 1f / 2048;
				case BF16 -> 1f / 256;
				case INT8 -> 0.51f / 127;
				case INT4 -> 1f / 7;
			};
			assertArrayEquals(expected, rounded.values(), bound == 0 ? Float.MIN_VALUE : bound);
			for (final String name : before.names())
				if (!name.startsWith("language.") || name.contains("norm")) assertArrayEquals(before.floats(name), after.floats(name), name);
		}
		final Study study = new Study("phantom", List.of(Phantom.draw(1, 128, List.of()).view()), "");
		try (Trrg trrg = Trrg.open(copy, "cpu"); TrrgModel trained = TrrgModel.open(copy, trrg.model().parameters().device())) {
			final Report report = trrg.generate(trrg.perceive(study));
			// PyTorch, which the weights are opened for in 32 bits, writes the same.
			try (Trrg other = Trrg.of(trained)) {
				assertEquals(other.generate(other.perceive(study)).text(), report.text());
			}
		}
	}

	@Test
	void nothingIsLeftOfACopyThatWasNotFinished() throws IOException {
		final Progress impatient = new Progress() {

			@Override
			public void update(final double fraction, final String message) {}

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> Quantizer.run(model, folder.resolve("copy"), Storage.INT8, impatient));
		final byte[] damaged = Files.readAllBytes(model.resolve("model.safetensors"));
		try (Weights weights = Weights.open(model)) {
			ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat((int) weights.position("language." + MATRIX) + 4, Float.NaN);
		}
		Files.write(model.resolve("model.safetensors"), damaged);
		final TrrgException e = assertThrows(TrrgException.class, () -> Quantizer.run(model, folder.resolve("copy"), Storage.INT8, Progress.NONE));
		assertTrue(e.getMessage().contains(MATRIX), e.getMessage());
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(model), files.toList());
		}
	}

	@Test
	void refusesWhatItWouldSpoil() {
		final Path copy = folder.resolve("copy");
		Quantizer.run(model, copy, Storage.INT8, Progress.NONE);
		final TrrgException exists = assertThrows(TrrgException.class, () -> Quantizer.run(model, copy, Storage.INT4, Progress.NONE));
		assertTrue(exists.getMessage().contains("copy"), exists.getMessage());
		final TrrgException twice = assertThrows(TrrgException.class, () -> Quantizer.run(copy, folder.resolve("again"), Storage.INT4, Progress.NONE));
		assertTrue(twice.getMessage().contains("int8"), twice.getMessage());
		assertFalse(Files.exists(folder.resolve("again")));
	}
}
