package io.github.trrg.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;

/** To which split a study belongs. */
final class Splits {

	static final Splits ALL_TRAIN = new Splits(null);
	static final String TRAIN = "train", TEST = "test";

	/** By id of a study, patient or image; null if all is to be trained on. */
	private final Map<String, String> names;

	private Splits(final Map<String, String> names) {
		this.names = names;
	}

	/** @param file CSV with the columns id and split, or an annotation file in R2Gen form */
	static Splits read(final Path file) {
		final Map<String, String> names = new HashMap<>();
		if (isJson(file)) Dataset.read(file, file.toAbsolutePath().getParent(), split -> {}, item -> names.put(item.id(), name(item.split())), bad -> {
			throw bad;
		});
		else new CsvTable(file, "id", "split").forEach(row -> names.put(row.get("id"), name(row.get("split"))));
		return new Splits(names);
	}

	private static boolean isJson(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
	}

	/** "validate", "valid" and "validation" are "val". */
	static String name(final String published) {
		return published.startsWith("valid") ? "val" : published;
	}

	/**
	 * R2Gen calls a study of Indiana University after one of its images, without the last number ("CXR1_1_IM-0001" after "CXR1_1_IM-0001-3001"),
	 * or the last two.
	 */
	static Stream<String> r2genIds(final String image) {
		final String shorter = image.replaceFirst("(\\.dcm)?(\\.png|\\.jpg)?$", "").replaceFirst("-[^-]*$", "");
		return Stream.of(shorter, shorter.replaceFirst("-[^-]*$", ""));
	}

	/**
	 * @param ids under which a list may have it
	 * @throws Skipped if no list has it
	 */
	String of(final Collection<String> ids) {
		if (names == null) return TRAIN;
		for (final String id : ids)
			if (names.containsKey(id)) return names.get(id);
		throw new Skipped(Reason.NOT_IN_SPLIT, "The list of splits has no " + String.join(" or ", ids) + ".");
	}

	/** A list of one name per line, as the NIH has them. */
	static void addLines(final Path file, final String split, final Map<String, String> to) {
		try (Stream<String> lines = Files.lines(file)) {
			lines.map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> to.put(line, split));
		}
		catch (final IOException | UncheckedIOException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ". Expected a name in each line.", e);
		}
	}

	static Splits of(final Map<String, String> names) {
		return new Splits(names);
	}
}
