package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;

import io.github.trrg.TinyModel;
import io.github.trrg.model.TrrgModel;

class LanguageObjectiveTest {

	private static final StageSettings SETTINGS = new StageSettings(1, 1, 1, 0.003, 0, 0, 1, 0, 0, 0, 1, false, 0, LossSettings.STANDARD, 1e9, 1);

	@TempDir
	private Path folder;

	/** A token that nothing follows teaches nothing, and alone in its batch would leave no position to compute. */
	@Test
	void aSingleTokenAtTheEndIsNoSequence() {
		try (TrrgModel model = TrrgModel.open(TinyModel.make(folder), Device.cpu())) {
			final StringBuilder text = new StringBuilder("z");
			while (model.tokenizer().encode(text.toString()).length < 63)
				text.append('z');
			assertEquals(1, sequences(model, text.toString()), "65 tokens with those that begin and end a text");
			assertEquals(2, sequences(model, text + "z"));
		}
	}

	private static int sequences(final TrrgModel model, final String text) {
		return new LanguageObjective(model, SETTINGS, new TrainingData(List.of(), List.of()), List.of(text), List.of()).size();
	}
}
