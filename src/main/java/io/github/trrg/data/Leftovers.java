package io.github.trrg.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;

import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.AtomicFile;

/**
 * The files that a change of a data set makes or makes superfluous, noted before it begins. Whether the change succeeded, failed or
 * died, clearing deletes those of them that no study names: the annotation file alone decides.
 */
final class Leftovers {

	private static final String FILE = ".changing";
	/** What a process leaves of a file if it dies while it writes it. */
	private static final String HALF_WRITTEN = "{..changing,." + Dataset.ANNOTATION + ",." + Dataset.VERSION_FILE + "}.*.tmp";

	private Leftovers() {}

	/** @param paths files, or folders that did not exist before; inside the data set folder */
	static void note(final Path folder, final Collection<Path> paths) {
		AtomicFile.writeText(folder.resolve(FILE), String.join("\n", paths.stream().map(path -> folder.relativize(path).toString()).toList()));
	}

	/** Deletes what is left over of the last change; holding the lock. */
	static void clear(final Path folder) {
		try {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, HALF_WRITTEN)) {
				for (final Path file : files)
					Files.delete(file);
			}
			if (!Files.exists(folder.resolve(FILE))) return;
			final Set<Path> needed = AnnotationFile.read(folder).files();
			for (final String name : Files.readAllLines(folder.resolve(FILE))) {
				final Path path = folder.resolve(name).normalize();
				if (path.startsWith(folder) && !path.equals(folder) && needed.stream().noneMatch(file -> file.startsWith(path))) delete(path);
			}
			Files.delete(folder.resolve(FILE));
		}
		catch (final IOException | UncheckedIOException e) {
			// Superfluous files do no harm; the next change tries again.
		}
	}

	private static void delete(final Path path) throws IOException {
		if (!Files.exists(path)) return;
		AtomicFolder.delete(path);
		try (Stream<Path> others = Files.list(path.getParent())) {
			if (others.findAny().isPresent()) return;
		}
		Files.delete(path.getParent());
	}
}
