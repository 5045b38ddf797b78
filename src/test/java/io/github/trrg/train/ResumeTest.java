package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.cli.Main;
import io.github.trrg.common.JsonFields;
import io.github.trrg.model.TrrgModel;

/** A run of training killed at any moment goes on and ends with the same weights as one nobody disturbed. */
class ResumeTest {

	@TempDir
	Path folder;

	@Test
	void killedTrainingEndsWithTheSameWeights() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		hurry(recipe.resolve("training.json"));
		assertEquals(0, train(Integer.MAX_VALUE, "pretrain", dataset, recipe, folder.resolve("whole")));
		assertEquals(0, train(Integer.MAX_VALUE, "finetune", dataset, folder.resolve("whole"), folder.resolve("whole tuned")));
		killAndResume("pretrain", dataset, recipe, folder.resolve("killed"));
		killAndResume("finetune", dataset, folder.resolve("killed"), folder.resolve("killed tuned"));
		assertSame("whole", "killed");
		assertSame("whole tuned", "killed tuned");
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
		final Set<Map<Path, FileTime>> seen = new HashSet<>();
		while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
			seen.add(checkpoints(out.resolve("checkpoints")));
			if (seen.size() <= saves) continue;
			process.destroyForcibly().waitFor();
			return -1;
		}
		return process.exitValue();
	}

	/** When each checkpoint was last written. */
	private static Map<Path, FileTime> checkpoints(final Path folder) throws IOException {
		final Map<Path, FileTime> times = new HashMap<>();
		if (Files.isDirectory(folder)) try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.checkpoint")) {
			for (final Path file : files)
				times.put(file, Files.getLastModifiedTime(file));
		}
		return times;
	}

	/** Small batches and a checkpoint at every update, so that kills fall between checkpoints. */
	private static void hurry(final Path training) throws IOException {
		final JsonObject settings = JsonFields.read(training).json();
		for (final String stage : settings.keySet()) {
			settings.getAsJsonObject(stage).addProperty("batch", 2);
			settings.getAsJsonObject(stage).addProperty("saveSeconds", 0);
		}
		Files.writeString(training, settings.toString());
	}
}
