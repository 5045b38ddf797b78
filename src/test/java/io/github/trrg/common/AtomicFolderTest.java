package io.github.trrg.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {

	@TempDir
	private Path folder;

	/** Process numbers come again, in containers as a rule the same. */
	@Test
	void whatAKilledProcessOfThisNumberLeftIsNotTakenOver() throws IOException {
		final Path left = Files.createDirectory(folder.resolve(".model." + ProcessHandle.current().pid() + ".tmp"));
		Files.writeString(left.resolve("half"), "writt");
		AtomicFolder.write(folder.resolve("model"), temporary -> write(temporary.resolve("whole")));
		assertEquals(List.of("whole"), names(folder.resolve("model")));
		assertEquals(List.of("model"), names(folder));
	}

	@Test
	void nothingIsLeftOfWhatFails() throws IOException {
		Complaints.assertMessage(() -> AtomicFolder.write(folder.resolve("model"), temporary -> {
			write(temporary.resolve("half"));
			throw new UncheckedIOException(new IOException("no space"));
		}), "model: java.io.IOException: no space");
		assertEquals(List.of(), names(folder));
	}

	private static void write(final Path file) {
		try {
			Files.writeString(file, "content");
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
