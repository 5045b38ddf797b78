package io.github.trrg.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.TrrgException;

class LineFileTest {

	@TempDir
	Path folder;

	@Test
	void whatACrashLeftOfALineIsCut() throws Exception {
		final Path file = folder.resolve("Tabelle für Zoë.csv");
		for (final String torn : List.of("", "thi", "x".repeat(200_000))) {
			Files.writeString(file, "first\nsecond é\n" + torn);
			try (LineFile lines = new LineFile(file)) {
				lines.append("third");
			}
			assertEquals("first\nsecond é\nthird\n", Files.readString(file));
		}
		Files.writeString(file, "only a beginning");
		new LineFile(file).close();
		assertEquals("", Files.readString(file));
	}

	@Test
	void linesAreLeftOutAndSorted() throws Exception {
		final Path file = Files.writeString(folder.resolve("lines.txt"), "head\nb done\nä failed\na done\nnonsense\n");
		final LineIndex index = new LineIndex(file, line -> line.contains(" ") ? Optional.of(new LineIndex.Row(line.split(" ")[0], line.endsWith("done"))) : Optional
			.empty());
		assertEquals(List.of("b", "ä", "a"), List.copyOf(index.ids()));
		assertTrue(index.isDone("a"));
		assertFalse(index.isDone("ä"));
		index.rewrite(5, List.of("a", "gone", "ä", "b"));
		assertEquals("head\na done\nä failed\nb done\n", Files.readString(file));
	}

	/** Writes lines until the operating system allows no longer file, in a process of its own. */
	static final class Writer {

		private Writer() {}

		/** @param arguments file */
		public static void main(final String[] arguments) {
			try (LineFile lines = new LineFile(Path.of(arguments[0]))) {
				for (int i = 0; i < 100_000; i++)
					lines.append("line " + i);
			}
			catch (final TrrgException e) {
				System.out.print(e.getMessage());
				System.exit(3);
			}
		}
	}

	@Test
	void aFullDiskLeavesWholeLinesAndIsNamed() throws Exception {
		assumeTrue(Files.exists(Path.of("/bin/bash")), "Skipped: needs bash to limit the size of files");
		final Path file = folder.resolve("full.txt");
		final Process process = new ProcessBuilder("/bin/bash", "-c", "ulimit -f 8; exec \"$0\" \"$@\"", ProcessHandle.current().info().command().orElse("java"), "-Xmx64m",
			"-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Writer.class.getName(), file.toString()).redirectErrorStream(true).start();
		final String told = new String(process.getInputStream().readAllBytes());
		assertEquals(3, process.waitFor(), told);
		assertTrue(told.contains("full.txt") && told.contains("free space"), told);
		final List<String> lines = Files.readAllLines(file);
		assertTrue(lines.size() > 100, "some were written");
		assertEquals("line " + (lines.size() - 1), lines.get(lines.size() - 1));
		assertTrue(Files.readString(file).endsWith("\n"));
	}

	@Test
	void aFolderThatIsMissingIsNamed() {
		final TrrgException error = assertThrows(TrrgException.class, () -> new LineFile(folder.resolve("nowhere/a.csv")));
		assertTrue(error.getMessage().contains("a.csv"), error.getMessage());
	}
}
