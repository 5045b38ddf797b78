package io.github.trrg.convert;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;

import io.github.trrg.data.DatasetStream;

/**
 * What came of a conversion.
 *
 * @param dataset folder
 * @param splits studies by split
 * @param images how many, by how they were put into the data set
 * @param skipped rows of {@code skipped.csv} by reason
 * @param notes what the user should know, a sentence each
 */
public record ConversionResult(String dataset, Map<String, Long> splits, Map<DatasetStream.Kept, Long> images, Map<Reason, Long> skipped, List<String> notes) {

	public ConversionResult {
		splits = Map.copyOf(splits);
		images = Map.copyOf(images);
		skipped = Map.copyOf(skipped);
		notes = List.copyOf(notes);
	}

	/** Whether files were missing, damaged or not understood. */
	public boolean hasFailures() {
		return skipped.keySet().stream().anyMatch(Reason::isFailure);
	}

	/** {@code {"dataset", "studies", "images", "splits": {split: studies}, "kept": {how: images}, "skipped": {reason: rows}}}. */
	public JsonObject toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty("dataset", dataset);
		json.addProperty("studies", sum(splits));
		json.addProperty("images", sum(images));
		json.add("splits", object(splits));
		json.add("kept", object(images.entrySet().stream().collect(Collectors.toMap(entry -> word(entry.getKey()), Map.Entry::getValue))));
		json.add("skipped", object(skipped.entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().key(), Map.Entry::getValue))));
		return json;
	}

	/** The same for people, without what was skipped. */
	public String text() {
		return dataset + ": " + sum(splits) + " studies, " + sum(images) + " images, " + sum(skipped) + " skipped\n" + new TreeMap<>(splits).entrySet().stream().map(
			entry -> "  " + entry.getKey() + ": " + entry.getValue() + " studies\n").collect(Collectors.joining()) + new TreeMap<>(images).entrySet().stream().map(
				entry -> "  " + word(entry.getKey()).replace('_', ' ') + ": " + entry.getValue() + " images\n").collect(Collectors.joining());
	}

	/** A line per reason. */
	public List<String> skippedText() {
		return new TreeMap<>(skipped).entrySet().stream().map(entry -> "Skipped " + entry.getValue() + ", " + entry.getKey().key() + ": " + entry.getKey()
			.meaning() + ".").toList();
	}

	private static String word(final DatasetStream.Kept kept) {
		return kept.name().toLowerCase(Locale.ROOT);
	}

	private static long sum(final Map<?, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static JsonObject object(final Map<String, Long> counts) {
		final JsonObject object = new JsonObject();
		new TreeMap<>(counts).forEach(object::addProperty);
		return object;
	}
}
