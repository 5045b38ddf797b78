package io.github.trrg.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;

/**
 * A data set folder in R2Gen form: {@code annotation.json} ({@code {"train": [...], "val": [...], "test": [...]}}, further splits
 * allowed) with its images, and optionally {@code labels.csv}, the reference labels of the reports. Immutable.
 */
public final class Dataset {

	/** Where the labels of a study come from. */
	public enum LabelSource {
		/** {@code labels.csv} */
		REFERENCE,
		/** {@link FindingLabeler} on the study's findings text */
		LABELER
	}

	/** Newest version of the folder's format, the one that is written. */
	static final int VERSION = 1;
	static final String ANNOTATION = "annotation.json", IMAGES = "images", ROIS = "rois", LABELS = "labels.csv";
	/** Holds the version; plain R2Gen folders lack it. */
	static final String VERSION_FILE = "dataset.json", VERSION_FIELD = "trrg_dataset_version";

	private final Path folder;
	private final Map<String, List<StudyItem>> splits;
	private final Map<String, Map<Finding, Label>> referenceLabels;
	private final FindingLabeler labeler = new FindingLabeler();

	private Dataset(final Path folder, final Map<String, List<StudyItem>> splits) {
		this.folder = folder;
		this.splits = splits;
		this.referenceLabels = ReferenceLabels.read(folder.resolve(LABELS));
	}

	/** @throws TrrgException if the folder holds no readable data set; names the file, item and field at fault */
	public static Dataset open(final Path folder) {
		final Path absolute = folder.toAbsolutePath().normalize();
		final Path annotation = absolute.resolve(ANNOTATION);
		checkVersion(absolute);
		if (!Files.isRegularFile(annotation))
			throw new TrrgException(folder + " is no data set: it holds no " + ANNOTATION + ". Choose a folder in R2Gen form.");
		final Map<String, List<StudyItem>> splits = new LinkedHashMap<>();
		final Set<String> ids = new HashSet<>();
		read(annotation, absolute, split -> splits.put(split, new ArrayList<>()), item -> {
			if (!ids.add(item.id())) throw new TrrgException(annotation + " holds two studies of id " + item.id() + ". Ids must be unique over all splits.");
			splits.get(item.split()).add(item);
		}, bad -> {
			throw bad;
		});
		splits.replaceAll((split, items) -> List.copyOf(items));
		return new Dataset(absolute, splits);
	}

	/**
	 * Reads the studies of an annotation file one by one and keeps none.
	 *
	 * @param folder absolute, where images lie
	 * @param splits is told the name of each split before its studies
	 * @param bad is told what is wrong with an item; if it does not throw that, the others are read
	 * @throws TrrgException if the file is no JSON object of lists
	 */
	public static void read(final Path annotation, final Path folder, final Consumer<String> splits, final Consumer<StudyItem> studies,
		final Consumer<TrrgException> bad) {
		try (JsonReader reader = new JsonReader(Files.newBufferedReader(annotation))) {
			reader.beginObject();
			while (reader.hasNext()) {
				final String split = reader.nextName();
				splits.accept(split);
				reader.beginArray();
				for (int number = 1; reader.hasNext(); number++)
					readItem(folder, split, number, JsonParser.parseReader(reader), bad).ifPresent(studies);
				reader.endArray();
			}
			reader.endObject();
		}
		catch (final CancellationException e) {
			throw e; // an IllegalStateException too
		}
		catch (final IOException | JsonParseException | IllegalStateException e) {
			throw new TrrgException("Cannot read " + annotation + ": " + e.getMessage() + ". Expected {\"train\": [items], ...}.", e);
		}
	}

	private static Optional<StudyItem> readItem(final Path folder, final String split, final int number, final JsonElement item,
		final Consumer<TrrgException> bad) {
		try {
			return Optional.of(new ItemReader(folder, split, number, item).read());
		}
		catch (final TrrgException e) {
			bad.accept(e);
			return Optional.empty();
		}
	}

	/** Whether the folder has an annotation file. */
	public static boolean isThere(final Path folder) {
		return Files.isRegularFile(folder.resolve(ANNOTATION));
	}

	/** @throws TrrgException if the folder was written by a newer version than this */
	static void checkVersion(final Path folder) {
		final Path file = folder.resolve(VERSION_FILE);
		if (!Files.exists(file)) return;
		final int version = JsonFields.read(file).requireInt(VERSION_FIELD, 1, Integer.MAX_VALUE);
		if (version > VERSION) throw new TrrgException("The data set " + folder + " has format version " + version + ", newer than this plugin knows (" + VERSION +
			"). Update the plugin.");
	}

	/** Absolute path. */
	public Path folder() {
		return folder;
	}

	/** The file that names the studies. */
	public Path annotation() {
		return folder.resolve(ANNOTATION);
	}

	/** Names of the splits, in the file's order. */
	public List<String> splits() {
		return List.copyOf(splits.keySet());
	}

	/**
	 * @return the studies of a split, in the file's order
	 * @throws TrrgException if there is no such split
	 */
	public List<StudyItem> split(final String name) {
		final List<StudyItem> items = splits.get(name);
		if (items == null) throw new TrrgException(folder + " has no split \"" + name + "\". It has " + String.join(", ", splits.keySet()) + ".");
		return items;
	}

	/** The studies of all splits. */
	public Stream<StudyItem> studies() {
		return splits.values().stream().flatMap(List::stream);
	}

	/** The labels that {@code labels.csv} gives for a study's findings text; empty if it gives none. */
	public Optional<Map<Finding, Label>> referenceLabels(final String id) {
		return Optional.ofNullable(referenceLabels.get(id));
	}

	/** The study's labels: the reference labels where there are any, else what the labeler reads in its findings text. */
	public Map<Finding, Label> labels(final StudyItem item) {
		return referenceLabels(item.id()).orElseGet(() -> labeler.label(item.report()));
	}

	/** Where {@link #labels} has the study's labels from; to be recorded beside numbers that rest on them. */
	public LabelSource labelSource(final StudyItem item) {
		return referenceLabels.containsKey(item.id()) ? LabelSource.REFERENCE : LabelSource.LABELER;
	}

	/** @throws TrrgException if images of the split are missing; names the first and how many */
	public void checkImages(final String split) {
		final List<Path> missing = split(split).stream().flatMap(item -> item.images().stream()).filter(image -> !Files.isRegularFile(image)).toList();
		if (!missing.isEmpty())
			throw new TrrgException(missing.size() + " images of split \"" + split + "\" are missing, the first is " + missing.get(0) +
				". Copy them into the data set folder.");
	}
}
