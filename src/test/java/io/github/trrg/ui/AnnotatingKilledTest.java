package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.io.FileSaver;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetCheck;
import io.github.trrg.data.Draft;
import io.github.trrg.data.Drafts;
import io.github.trrg.data.Problem;

/** kill -9 at random moments of annotating. */
class AnnotatingKilledTest {

	/** Texts of a process are numbered from a multiple of this. */
	private static final int ROUND = 10_000;

	@TempDir
	private Path folder;

	private final Map<String, Integer> saved = new HashMap<>(), added = new HashMap<>();

	/** Keeps in mind the latest text of each study that a process said is on the disk. */
	private void hear(final String line) {
		final String[] words = line.split(" ");
		final int n = Integer.parseInt(words[2]);
		saved.merge(words[1], n, Math::max);
		if (words[0].equals("added")) added.merge(words[1], n, Math::max);
	}

	private static int number(final String report) {
		return Integer.parseInt(report.replaceFirst(" seen\\.$", ""));
	}

	@Test
	void nothingThatWasSavedIsLostAndTheDataSetIsWhole() throws Exception {
		final Path images = Files.createDirectories(folder.toRealPath().resolve("images")), dataset = folder.resolve("data"), home = folder.resolve("home");
		for (final String name : List.of("a", "b", "c", "d"))
			new FileSaver(IJ.createImage(name, "8-bit ramp", 40 + name.charAt(0), 30, 1)).saveAsPng(images.resolve(name + ".png").toString());
		Files.writeString(Files.createDirectories(home).resolve("current-model.txt"), "none"); // he annotates by hand
		final Random random = new Random(1);
		int drafts = 0;
		for (int round = 1; round <= 30; round++) {
			final Process process = AnnotatingProcess.start(images, dataset, home, round * ROUND);
			try (BufferedReader lines = process.inputReader()) {
				for (int i = random.nextInt(6); i >= 0; i--)
					hear(lines.readLine());
				Thread.sleep(random.nextInt(400));
				process.toHandle().destroyForcibly(); // kill -9
				process.waitFor();
				lines.lines().forEach(this::hear);
			}
			final Map<String, String> held = new HashMap<>();
			if (Dataset.isThere(dataset)) Dataset.open(dataset).studies().forEach(item -> held.put(item.id() + ".png", item.report()));
			added.forEach((name, n) -> assertTrue(number(held.get(name)) >= n, () -> name + ": added " + n + ", found " + held.get(name)));
			for (final String name : saved.keySet()) {
				final Draft draft = new Drafts(dataset, home).read(images.resolve(name).toString()).orElseThrow();
				final String text = draft.added().isEmpty() ? draft.text(Draft.Field.REPORT) : held.get(name);
				assertTrue(number(text) >= saved.get(name), () -> name + ": saved " + saved.get(name) + ", found " + text);
				if (draft.added().isEmpty()) drafts++;
			}
			if (Dataset.isThere(dataset)) {
				final List<Problem> problems = new ArrayList<>(DatasetCheck.of(dataset, Progress.NONE).problems());
				problems.removeIf(problem -> problem.kind() == Problem.Kind.UNUSED_FILES);
				assertEquals(List.of(), problems);
			}
		}
		assertTrue(drafts > 0 && !added.isEmpty(), () -> saved + " " + added);
	}
}
