package io.github.trrg.ij;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.github.trrg.common.TrrgException;

/** What users type into a command's text fields. */
public final class TypedText {

	private TypedText() {}

	/** The text, or the content (UTF-8) of the file that it names after an {@code @}: macros cannot write brackets and quotes. */
	public static String orFile(final String text) {
		if (!text.startsWith("@")) return text;
		final String name = text.substring(1).strip();
		try {
			return Files.readString(Path.of(name));
		}
		catch (final IOException | InvalidPathException e) {
			throw new TrrgException("Cannot read the text file " + name + ": " + e + ". Check its path, and that it is UTF-8.", e);
		}
	}

	/** @return null if nothing was chosen */
	public static Path path(final File chosen) {
		return chosen == null || chosen.getPath().isBlank() ? null : chosen.toPath();
	}

	/** @param key of the input, to name it; @throws TrrgException if no folder was chosen */
	public static Path folder(final File folder, final String key) {
		final Path path = path(folder);
		if (path == null) throw new TrrgException(key + " is missing: choose a folder.");
		return path;
	}
}
