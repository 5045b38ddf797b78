package io.github.trrg.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes a folder beside its target and moves it into place, so that it is there completely or not at all. */
public final class AtomicFolder {

	private AtomicFolder() {}

	/**
	 * @param target folder to make, which must not exist or be empty
	 * @param content writes the files into the folder it is given
	 * @throws TrrgException if the target exists or cannot be written; nothing is left then, nor if {@code content} throws
	 */
	public static void write(final Path target, final Consumer<Path> content) {
		final Path absolute = target.toAbsolutePath().normalize();
		final Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
		try {
			if (Files.exists(absolute) && !isEmptyFolder(absolute)) throw new TrrgException(target + " exists already. Give the name of a new folder.");
			delete(temporary); // left by a process of the same number that was killed
			Files.createDirectories(temporary);
			content.accept(temporary);
			Files.deleteIfExists(absolute);
			Files.move(temporary, absolute);
		}
		catch (final IOException | UncheckedIOException e) {
			throw new TrrgException("Cannot write the folder " + target + ": " + e.getMessage() + ". Check that its parent folder is writable and has free space.", e);
		}
		finally {
			clear(temporary);
		}
	}

	private static boolean isEmptyFolder(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return false;
		try (Stream<Path> files = Files.list(folder)) {
			return files.findAny().isEmpty();
		}
	}

	/**
	 * Deletes a folder with all that is in it, if it is there. Links go, and what they lead to stays.
	 *
	 * @throws IOException at the first file that cannot be deleted
	 */
	public static void delete(final Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		// Not a sorted list: there may be hundreds of thousands of files.
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path emptied, final IOException e) throws IOException {
				if (e != null) throw e;
				Files.delete(emptied);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static void clear(final Path temporary) {
		try {
			delete(temporary);
		}
		catch (final IOException e) {
			// Why the folder was not written matters more.
		}
	}
}
