package io.github.trrg.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.model.ModelInfo;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.study.Phantom;

/** Training as scripts start it, without a display. */
class TrainingHeadlessTest {

	@TempDir
	private static Path folder;
	private static Context context;
	private static Path models;
	private static Path dataset;

	@BeforeAll
	static void installATinyModel() throws IOException {
		assumeTrue(GraphicsEnvironment.isHeadless(), "Skipped: runs with java.awt.headless=true");
		System.setProperty("trrg.home", folder.resolve("home of Zoë").toString());
		models = folder.resolve("home of Zoë/models");
		TinyModel.make(models.resolve("tiny"));
		dataset = TinyDataset.make(folder.resolve("my chests"));
		context = new Context();
	}

	@AfterAll
	static void stop() {
		if (context != null) context.dispose();
	}

	private static Module run(final Class<? extends Command> command, final Object... inputs) throws Exception {
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	private static Module fineTune(final Object... more) throws Exception {
		return run(FineTune.class, Stream.concat(Stream.of("dataset", dataset.toFile(), "model", "tiny", "epochs", "1", "device", "cpu"), Stream.of(more)).toArray());
	}

	private static List<String> names() {
		return ModelStore.standard().list().stream().map(ModelInfo::name).filter(name -> !name.equals(ModelStore.DEFAULT_MODEL)).toList();
	}

	@Test
	void theNewModelIsAmongTheOthersAndItsCardTellsHowItWasMade() throws Exception {
		final Module module = fineTune();
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		final Path made = models.resolve("tiny-my chests");
		assertEquals(made, ((File) module.getOutput("trained")).toPath());
		assertTrue(names().contains("tiny-my chests"), names()::toString);
		assertFalse(Files.exists(made.resolve("checkpoints")));
		final Module report = run(GenerateReport.class, "image", PhantomImage.of(Phantom.draw(1, 64, List.of())), "model", "tiny-my chests", "max_length", "5", "min_length", "2");
		assertFalse(((Cancelable) report).isCanceled(), ((Cancelable) report).getCancelReason());

		final String card = Files.readString(made.resolve("README.md"));
		final byte[] annotation = Files.readAllBytes(dataset.resolve("annotation.json"));
		assertTrue(card.contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(annotation))), card);
		assertTrue(card.contains("train 20, val 4; images: 24"), card);
		assertTrue(card.contains("bin/trrg finetune --train auto --target report --regions true --epochs 1 --device cpu"), card);

		// The macro on the card makes the same model again.
		final Matcher macro = Pattern.compile("^run\\((\"Fine-Tune\\.\\.\\.\", \".*)output=\\[.*\\]\"\\);$", Pattern.MULTILINE).matcher(card);
		assertTrue(macro.find(), card);
		IJ.runMacro("call(\"io.github.trrg.ij.TrrgMacro.run\", " + macro.group(1) + "output=again\");");
		assertArrayEquals(Files.readAllBytes(made.resolve(TrrgModel.WEIGHTS)), Files.readAllBytes(models.resolve("again").resolve(TrrgModel.WEIGHTS)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"epochs | 0 | epochs must be a whole number from 1",
		"epochs | two | got \"two\"",
		"seed | -1 | seed must be a whole number from 0",
		"time | soon | \"soon\" is not a duration",
		"time | -5m | is no time to train",
		"train | the heart | Cannot train \"the heart\"",
		"target | poem | no text \"poem\"",
		"precision | float8 | Unknown precision \"float8\"",
		"device | gpu77 | \"gpu77\" is not available",
		"model | nobody | There is no model \"nobody\"",
		"output | tiny | cannot have the folder of the one it begins with",
	})
	void whatIsImpossibleIsRefusedAndLeavesNothing(final String key, final String value, final String complaint) throws Exception {
		final Module module = fineTune("output", "refused", key, value);
		final String reason = ((Cancelable) module).getCancelReason();
		assertTrue(reason != null && reason.contains(complaint), reason);
		assertFalse(Files.exists(models.resolve("refused")));
	}

	@Test
	void aDataSetIsNeeded() throws Exception {
		assertTrue(((Cancelable) run(FineTune.class, "model", "tiny")).getCancelReason().contains("dataset is missing"));
		final Module wrong = run(PreTrain.class, "model", "tiny", "dataset", models.toFile(), "output", "refused");
		assertTrue(((Cancelable) wrong).getCancelReason().contains("is no data set"), ((Cancelable) wrong).getCancelReason());
		assertFalse(Files.exists(models.resolve("refused")));
	}

	/** Presses the Cancel button of Fiji's progress bar when a text is shown. */
	private static final class CancelButton {

		private final String text;

		private CancelButton(final String text) {
			this.text = text;
		}

		@EventHandler
		private void onEvent(final TaskEvent event) {
			if (String.valueOf(event.getTask().getStatusMessage()).contains(text) && !event.getTask().isCanceled()) event.getTask().cancel("enough");
		}
	}

	private static Module canceledAt(final String text, final Class<? extends Command> command, final String output) throws Exception {
		final CancelButton button = new CancelButton(text);
		final List<EventSubscriber<?>> subscribers = context.service(EventService.class).subscribe(button);
		try {
			return run(command, "dataset", dataset.toFile(), "model", "tiny", "epochs", "2", "output", output);
		}
		finally {
			context.service(EventService.class).unsubscribe(subscribers);
		}
	}

	@Test
	void aCanceledTrainingIsNoModelUntilItIsResumed() throws Exception {
		IJ.log("\\Clear");
		final Module module = canceledAt("language: epoch 1 of 2", PreTrain.class, "half");
		assertTrue(((Cancelable) module).isCanceled());
		assertFalse(names().contains("half"));
		assertTrue(Files.exists(models.resolve("half/checkpoints/language.checkpoint")));
		assertTrue(reason(run(GenerateReport.class, "image", PhantomImage.of(Phantom.draw(1, 64, List.of())), "model", "half")).contains("There is no model \"half\""));
		assertTrue(reason(run(GenerateReport.class, "image", PhantomImage.of(Phantom.draw(1, 64, List.of())), "model", models.resolve("half").toString())).contains(
			"has not ended"));
		final Object[] again = { "dataset", dataset.toFile(), "model", "tiny", "epochs", "2", "output", "half" };
		assertTrue(reason(run(PreTrain.class, again)).contains("Resume it"));
		again[5] = "3";
		assertTrue(reason(run(PreTrain.class, Stream.concat(Stream.of(again), Stream.of("resume", true)).toArray())).contains("epochs was \"2\" and is now \"3\""));
		again[5] = "2";
		final Module resumed = run(PreTrain.class, Stream.concat(Stream.of(again), Stream.of("resume", true)).toArray());
		assertFalse(((Cancelable) resumed).isCanceled(), ((Cancelable) resumed).getCancelReason());
		assertTrue(names().contains("half"));
	}

	private static String reason(final Module module) {
		return String.valueOf(((Cancelable) module).getCancelReason());
	}

	@Test
	void whoeverCancelsBeforeAnythingWasLearntKeepsNothing() throws Exception {
		assertTrue(((Cancelable) canceledAt("before training", FineTune.class, "nothing")).isCanceled());
		assertFalse(Files.exists(models.resolve("nothing")));
	}
}
