package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

import ai.djl.Device;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.cli.Main;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.model.Safetensors;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;

/** A run of training killed at any moment goes on and ends with the same weights as one nobody disturbed. */
class ResumeTest {

	@TempDir
	Path folder;

	@Test
	void killedTrainingEndsWithTheSameWeights() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		hurry(recipe.resolve("training.json"), 1, 0);
		assertEquals(0, train(Integer.MAX_VALUE, "pretrain", dataset, recipe, folder.resolve("whole")));
		assertEquals(0, train(Integer.MAX_VALUE, "finetune", dataset, folder.resolve("whole"), folder.resolve("whole tuned")));
		killAndResume("pretrain", dataset, recipe, folder.resolve("killed"));
		killAndResume("finetune", dataset, folder.resolve("killed"), folder.resolve("killed tuned"));
		assertSame("whole", "killed");
		assertSame("whole tuned", "killed tuned");
	}

	/** Without a cancelation there is a checkpoint after each epoch only. */
	@Test
	void canceledTrainingSavesFirstAndEndsWithTheSameWeights() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		hurry(recipe.resolve("training.json"), 2, 1e9);
		Pretraining.run(dataset, recipe, run("whole"), Progress.NONE);
		final long[] updates = new long[3];
		for (int i = 0; i < updates.length; i++) {
			final Progress impatient = cancelingAfter(2);
			assertThrows(CancellationException.class, () -> Pretraining.run(dataset, recipe, run("canceled"), impatient));
			try (Weights checkpoint = Safetensors.open(folder.resolve("canceled/checkpoints/language.checkpoint"))) {
				updates[i] = JsonFields.parse("state", checkpoint.metadata().get("state")).requireInt("updates", 0, 1000);
			}
		}
		assertArrayEquals(new long[] { 2, 4, 6 }, updates);
		Pretraining.run(dataset, recipe, run("canceled"), Progress.NONE);
		assertSame("whole", "canceled");
	}

	/** Counts updates over several runs, and gives orders at some of them. */
	private static final class Orders implements TrainingWatch {

		private int updates, cancelAt, pauses;

		private Orders(final int cancelAt, final int pauses) {
			this.cancelAt = cancelAt;
			this.pauses = pauses;
		}

		@Override
		public void update(final double fraction, final String message) {}

		@Override
		public void updated(final TrainingStep step) {
			updates++;
		}

		@Override
		public boolean isCanceled() {
			return updates == cancelAt;
		}

		@Override
		public boolean isPaused() {
			return updates == 3 && pauses-- > 0;
		}

		@Override
		public boolean isFinishing() {
			return updates >= 4;
		}
	}

	@Test
	void canceledPausedAndFinishedEarlyItEndsWithTheSameWeights() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		hurry(recipe.resolve("training.json"), 1, 1e9);
		Pretraining.run(dataset, recipe, run("whole"), new Orders(-1, 0));
		final Orders orders = new Orders(2, 2);
		assertThrows(CancellationException.class, () -> Pretraining.run(dataset, recipe, run("disturbed"), orders));
		orders.cancelAt = -1;
		Pretraining.run(dataset, recipe, run("disturbed"), orders);
		assertEquals(4, orders.updates);
		assertTrue(orders.pauses < 0, "the pause came and went");
		assertSame("whole", "disturbed");
	}

	private TrainingRun run(final String out) {
		return new TrainingRun(Device.cpu(), folder.resolve(out), 1, Long.MAX_VALUE, true, Set.of());
	}

	/** Cancels when it is asked for the {@code polls}-th time. */
	static Progress cancelingAfter(final int polls) {
		final AtomicInteger asked = new AtomicInteger();
		return new Progress() {

			@Override
			public void update(final double fraction, final String message) {}

			@Override
			public boolean isCanceled() {
				return asked.incrementAndGet() >= polls;
			}
		};
	}

	private void assertSame(final String whole, final String killed) throws IOException {
		for (final String file : List.of(TrrgModel.WEIGHTS, "diseases.json", TrrgModel.TOKENIZER))
			assertArrayEquals(Files.readAllBytes(folder.resolve(whole).resolve(file)), Files.readAllBytes(folder.resolve(killed).resolve(file)), file);
	}

	/** Kills three times, then lets the run finish. */
	private static void killAndResume(final String command, final Path dataset, final Path base, final Path out) throws Exception {
		final Random random = new Random(7);
		for (int kill = 0; kill < 3; kill++)
			assertEquals(-1, train(2 + random.nextInt(5), command, dataset, base, out), "killed before it was done");
		assertEquals(0, train(Integer.MAX_VALUE, command, dataset, base, out));
	}

	/**
	 * @param saves checkpoints after which the process is killed
	 * @return exit code, or −1 if killed
	 */
	private static int train(final int saves, final String command, final Path dataset, final Path base, final Path out) throws Exception {
		final List<String> line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "-cp",
			System.getProperty("java.class.path"), Main.class.getName(), command, "--dataset", dataset.toString(), "--model", base.toString(), "--out", out.toString(),
			"--device", "cpu", "--epochs", "2", "--resume"));
		final Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		final Set<Map<Path, Long>> seen = new HashSet<>();
		while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
			seen.add(checkpoints(out.resolve("checkpoints")));
			if (seen.size() <= saves) continue;
			process.destroyForcibly().waitFor();
			return -1;
		}
		return process.exitValue();
	}

	/** When each checkpoint was last written; they, and their folder, may go at any moment. */
	private static Map<Path, Long> checkpoints(final Path folder) {
		final Map<Path, Long> times = new HashMap<>();
		final File[] files = folder.toFile().listFiles((in, name) -> name.endsWith(".checkpoint"));
		if (files != null) for (final File file : files)
			times.put(file.toPath(), file.lastModified());
		return times;
	}

	/** Small batches. @param saveSeconds 0 for a checkpoint at every update, so that kills fall between checkpoints */
	private static void hurry(final Path training, final int accumulate, final double saveSeconds) throws IOException {
		final JsonObject settings = JsonFields.read(training).json();
		for (final String stage : settings.keySet()) {
			settings.getAsJsonObject(stage).addProperty("batch", 2);
			settings.getAsJsonObject(stage).addProperty("accumulate", accumulate);
			settings.getAsJsonObject(stage).addProperty("saveSeconds", saveSeconds);
		}
		Files.writeString(training, settings.toString());
	}
}
