package io.github.trrg.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;

/** Looks into folders of a source, links included. */
final class Tree {

	private static final Pattern IMAGE = Pattern.compile("(?i).+\\.(jpe?g|png|dcm|dicom|tiff?|bmp|gif)");

	private Tree() {}

	/** What lies in a folder, by name; nothing if it is no folder. */
	static List<Path> list(final Path folder) {
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
		catch (final IOException | UncheckedIOException e) {
			throw new TrrgException("Cannot read the folder " + folder + ": " + e.getMessage() + ". Check that its drive is there and readable.", e);
		}
	}

	/** All images below a folder, by their endings; hidden folders and what cannot be read are passed over. */
	static void images(final Path root, final Consumer<Path> images) {
		try {
			Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes) {
					return !folder.equals(root) && folder.getFileName().toString().startsWith(".") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
					if (IMAGE.matcher(file.getFileName().toString()).matches()) images.accept(file);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(final Path file, final IOException e) {
					return FileVisitResult.CONTINUE; // a link to nowhere or in a circle
				}
			});
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
