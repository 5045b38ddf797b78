package io.github.trrg.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;

/**
 * What a list of models says about one: a summary of the {@code README.md} in its folder, which may begin with
 * {@code key: value} lines between two lines of {@code ---}, as on Hugging Face.
 *
 * @param title first heading, or the folder's name
 * @param licence value of {@code license}, or "unknown"
 * @param origin value of {@code origin}, else {@code base_model}, or "unknown"
 * @param bytes size of the files in the folder
 */
public record ModelCard(String title, String licence, String origin, long bytes) {

	/** Its name in a model folder. */
	public static final String FILE_NAME = "README.md";

	private static final String UNKNOWN = "unknown";

	/** @throws TrrgException if the folder cannot be read; a missing card only leaves the summary poor */
	public static ModelCard read(final Path folder) {
		try {
			final List<String> lines = text(folder).lines().toList();
			final Map<String, String> fields = fields(lines);
			final String name = folder.toAbsolutePath().normalize().getFileName().toString();
			final String title = lines.stream().filter(line -> line.startsWith("# ")).findFirst().map(line -> line.substring(2).strip()).orElse(name);
			final String origin = fields.getOrDefault("origin", fields.getOrDefault("base_model", UNKNOWN));
			return new ModelCard(title, fields.getOrDefault("license", fields.getOrDefault("licence", UNKNOWN)), origin, size(folder));
		}
		catch (final IOException e) {
			throw unreadable(folder, e);
		}
	}

	/** The whole card, empty if there is none. */
	public static String text(final Path folder) {
		final Path readme = folder.resolve(FILE_NAME);
		try {
			// Lenient about the encoding: a card is for people.
			return Files.isRegularFile(readme) ? new String(Files.readAllBytes(readme), StandardCharsets.UTF_8) : "";
		}
		catch (final IOException e) {
			throw unreadable(readme, e);
		}
	}

	private static TrrgException unreadable(final Path path, final IOException e) {
		return new TrrgException("Cannot read " + path + " of a model: " + e.getMessage() + ". Check that it is readable.", e);
	}

	static ModelCard unknown(final String name) {
		return new ModelCard(name, UNKNOWN, UNKNOWN, 0);
	}

	private static Map<String, String> fields(final List<String> lines) {
		final Map<String, String> fields = new TreeMap<>();
		if (lines.isEmpty() || !lines.get(0).strip().equals("---")) return fields;
		for (final String line : lines.subList(1, lines.size())) {
			if (line.strip().equals("---")) break;
			final int colon = line.indexOf(':');
			if (colon > 0 && !line.substring(colon + 1).isBlank()) fields.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1)
				.strip());
		}
		return fields;
	}

	private static long size(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
		}
	}
}
