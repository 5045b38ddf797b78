package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.Device;

import io.github.trrg.PhantomStudies;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.model.DiseaseFile;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Phantom.Abnormality;
import io.github.trrg.study.Study;

/** Fine-tuning by parts, on the tiny model. */
class FineTuningTest {

	private static final Disease TUBERCULOSIS = Disease.parse("Tuberculosis:There is tuberculosis.|Tuberculosis is seen.:No tuberculosis.");

	@TempDir
	private static Path folder;
	private static Path base;
	private static Path dataset;

	@BeforeAll
	static void prepare() throws IOException {
		base = TinyModel.make(folder.resolve("base"));
		dataset = TinyDataset.make(folder.resolve("data set"));
	}

	/** Parts of the network are told by the first word of a weight's name; the adapter of the language model is a part of its own. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		perception                       | perception text text_projection vision
		clue modules                     | clue_injection clue_interaction consistency mapper view_embedding
		language model                   | lora
		clue modules and language model  | clue_injection clue_interaction consistency lora mapper view_embedding
		everything                       | clue_injection clue_interaction consistency lora mapper perception text text_projection view_embedding vision
		""")
	void whatIsAskedForLearnsAndAllElseStays(final String what, final String parts) throws IOException {
		final Path out = folder.resolve("part " + what);
		final FineTuned done = tune(new FineTuningPlan(Trainable.of(what), TargetText.REPORT, List.of(), null), out);
		assertEquals(Trainable.of(what), done.trained());
		assertEquals(List.of(16, 4), List.of(done.training(), done.heldOut()));
		assertEquals(done.before().keySet(), done.after().keySet());
		assertTrue(Set.of(parts.split(" ")).containsAll(changed(out)), () -> changed(out) + " changed");
		try (Trrg trrg = Trrg.open(out, "cpu")) {
			assertFalse(trrg.generate(trrg.perceive(phantom())).text().isEmpty());
		}
	}

	/** What differs from the base, where held-out studies gained by it. */
	private static Set<String> changed(final Path out) {
		final Set<String> parts = new TreeSet<>();
		try (Weights before = Weights.open(base); Weights after = Weights.open(out)) {
			for (final String name : after.names())
				if (!before.names().contains(name)) parts.add(name.contains(".lora_") ? "lora" : name);
				else if (!Arrays.equals(before.floats(name), after.floats(name))) parts.add(name.substring(0, name.indexOf('.')));
		}
		return parts;
	}

	@Test
	void smallDataSetsGetSmallParts() {
		assertEquals(Trainable.WRITING, Trainable.AUTO.forStudies(30, false, true));
		assertEquals(Trainable.EVERYTHING, Trainable.AUTO.forStudies(200, false, true));
		assertEquals(Trainable.WRITING, Trainable.AUTO.forStudies(3000, false, true));
		assertEquals(Trainable.EVERYTHING, Trainable.AUTO.forStudies(30, true, true));
		assertEquals(Trainable.PERCEPTION, Trainable.AUTO.forStudies(30, true, false));
		assertEquals(Trainable.CLUES, Trainable.CLUES.forStudies(3000, true, false));
	}

	@Test
	void reportsBecomeAsShortAsTheTargets() throws IOException {
		final Path out = folder.resolve("lengths");
		tune(new FineTuningPlan(Trainable.CLUES, TargetText.REPORT, List.of(), null), out);
		try (TrrgModel model = TrrgModel.open(out, Device.cpu())) {
			final GenerationSettings settings = model.generation();
			final int sick = model.tokenizer().encode(TinyDataset.report(0)).length, healthy = model.tokenizer().encode(TinyDataset.report(1)).length;
			assertEquals(Math.min(20, Math.min(sick, healthy)), settings.minLength());
			assertEquals(Math.max(sick, healthy) * 3 / 2, settings.maxLength());
			assertEquals(List.of("XXXX", "xxxx"), settings.bannedStrings());
		}
	}

	@Test
	void aDiseaseAddedByPromptsIsPerceivedAtOnceAndNotCalibrated() throws IOException {
		final Path extended = TinyModel.make(folder.resolve("extended"));
		final Path file = extended.resolve(DiseaseFile.FILE_NAME);
		DiseaseFile.write(file, Disease.join(DiseaseFile.read(file), List.of(TUBERCULOSIS)));
		try (Trrg trrg = Trrg.open(extended, "cpu")) {
			final Clue clue = trrg.perceive(phantom()).clues().get(14);
			assertEquals(TUBERCULOSIS, clue.disease());
			assertFalse(clue.disease().calibrated());
			assertTrue(clue.probability() > 0 && clue.probability() < 1);
		}
	}

	@Test
	void whatTheModelCannotLearnFromIsRefusedBeforeAnythingIsWritten() {
		final Path out = folder.resolve("refused");
		final FineTuningPlan noImpressions = new FineTuningPlan(Trainable.LANGUAGE, TargetText.IMPRESSION, List.of(), null);
		assertTrue(assertThrows(TrrgException.class, () -> tune(noImpressions, out)).getMessage().contains("impression"));
		final FineTuningPlan other = new FineTuningPlan(Trainable.PERCEPTION, TargetText.REPORT, List.of(Disease.parse("edema:Swelling.:No swelling.")), null);
		assertTrue(assertThrows(TrrgException.class, () -> tune(other, out)).getMessage().contains("edema"));
		assertFalse(Files.exists(out));
	}

	/** With a new disease and regions, so that both stages and all losses run. */
	@Test
	void canceledAndResumedItEndsWithTheSameModel() throws IOException {
		final Path phantoms = new PhantomStudies("tuberculosis", Abnormality.LEFT_LUNG_OPACITY, Abnormality.RIGHT_LUNG_OPACITY, 64, "There is tuberculosis.",
			"No tuberculosis.").write(folder.resolve("phantoms"), 0, 20);
		final FineTuningPlan plan = new FineTuningPlan(Trainable.EVERYTHING, TargetText.REPORT, List.of(TUBERCULOSIS), RoiFiles::inside);
		final Path whole = folder.resolve("whole"), canceled = folder.resolve("canceled");
		FineTuning.run(phantoms, base, plan, run(whole), Progress.NONE);
		int cancelations = 0;
		for (boolean done = false; !done;) {
			try {
				FineTuning.run(phantoms, base, plan, run(canceled), ResumeTest.cancelingAfter(12));
				done = true;
			}
			catch (final CancellationException e) {
				cancelations++;
			}
		}
		assertTrue(cancelations > 1, cancelations + " cancelations");
		for (final String file : List.of(TrrgModel.WEIGHTS, DiseaseFile.FILE_NAME, TrrgModel.CONFIG, TrrgModel.GENERATION))
			assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(canceled.resolve(file)), file);
		assertNotEquals(0, changed(whole).size());
		assertEquals("tuberculosis", DiseaseFile.read(whole.resolve(DiseaseFile.FILE_NAME)).get(14).name());
	}

	private static FineTuned tune(final FineTuningPlan plan, final Path out) {
		return FineTuning.run(dataset, base, plan, run(out), Progress.NONE);
	}

	private static TrainingRun run(final Path out) {
		return new TrainingRun(Device.cpu(), out, 2, Long.MAX_VALUE, true, Set.of());
	}

	private static Study phantom() {
		return new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), "");
	}
}
