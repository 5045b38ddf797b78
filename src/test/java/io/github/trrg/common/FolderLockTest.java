package io.github.trrg.common;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

	@TempDir
	private Path temporary;

	@Test
	void anotherRunIsKeptOutUntilTheFirstEnds() {
		try (FolderLock lock = new FolderLock(temporary)) {
			final TrrgException refused = assertThrows(TrrgException.class, () -> new FolderLock(temporary));
			assertTrue(refused.getMessage().contains(temporary.toString()));
		}
		new FolderLock(temporary).close();
		assertTrue(Files.isDirectory(temporary), "was there before");
	}

	@Test
	void aFolderThatStayedEmptyGoesAgain() throws IOException {
		final Path folder = temporary.resolve("new");
		new FolderLock(folder).close();
		assertFalse(Files.exists(folder));
		try (FolderLock lock = new FolderLock(folder)) {
			Files.writeString(folder.resolve("kept.txt"), "");
		}
		assertTrue(Files.exists(folder.resolve("kept.txt")));
	}
}
