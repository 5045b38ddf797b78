package io.github.trrg.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Label;

/** Turns one item of {@code annotation.json} into a study, or says which field of which item is wrong. */
final class ItemReader {

	private final Path folder;
	private final String split;
	private final int number;
	private final JsonObject item;

	/** @param number the item's position in its split, from 1 */
	ItemReader(final Path folder, final String split, final int number, final JsonElement item) {
		this.folder = folder;
		this.split = split;
		this.number = number;
		if (!item.isJsonObject()) throw wrong("is not an object", "Each item needs id, report and image_path.");
		this.item = item.getAsJsonObject();
	}

	StudyItem read() {
		final String id = text("id");
		if (id.isBlank()) throw wrong("has no field \"id\"", "Give every study a unique id.");
		// Some data sets were written on Windows.
		final List<Path> images = strings("image_path").stream().map(name -> image(name.replace('\\', '/'))).toList();
		if (images.isEmpty()) throw wrong("has no field \"image_path\"", "Name at least one image, relative to the data set folder.");
		final List<String> views = strings("views");
		if (!views.isEmpty() && views.size() != images.size())
			throw wrong("has " + views.size() + " \"views\" for " + images.size() + " images", "Name one view per image, or none.");
		return new StudyItem(id, text("subject_id"), text("report"), text("impression"), text("indication"), images, views, labels(), regions(images.size()), split);
	}

	/** Only an object has labels per disease; other tools write lists of other things into a field of this name. */
	private Map<String, Label> labels() {
		final Map<String, Label> labels = new LinkedHashMap<>();
		if (item.get("labels") instanceof JsonObject object) for (final String disease : object.keySet())
			labels.put(disease.strip().toLowerCase(Locale.ROOT), Label.of(object.get(disease).isJsonPrimitive() ? object.get(disease).getAsString() : "").orElseThrow(
				() -> wrong("has no label present, absent, uncertain or blank for \"" + disease + "\"", "Correct \"labels\".")));
		labels.values().removeIf(label -> label == Label.BLANK);
		return labels;
	}

	private List<StudyItem.Region> regions(final int images) {
		final List<StudyItem.Region> regions = new ArrayList<>();
		if (item.get("rois") instanceof JsonArray array) for (int i = 0; i < array.size(); i++) {
			final String field = "rois[" + i + "]";
			if (!array.get(i).isJsonObject()) throw wrong("has a field \"" + field + "\" that is no object", "Write disease, image and file.");
			final JsonFields roi = JsonFields.parse(folder.resolve(Dataset.ANNOTATION) + ", study " + text("id") + ", " + field, array.get(i).toString());
			regions.add(new StudyItem.Region(roi.requireString("disease").strip().toLowerCase(Locale.ROOT), roi.requireInt("image", 0, images - 1),
				file(folder.resolve(Dataset.ROIS), roi.requireString("file"), field)));
		}
		return regions;
	}

	private String text(final String field) {
		final JsonElement value = item.get(field);
		if (value == null || value.isJsonNull()) return "";
		if (!value.isJsonPrimitive()) throw wrong("has a field \"" + field + "\" that is no text", "Write it as a string.");
		return value.getAsString();
	}

	private List<String> strings(final String field) {
		final JsonElement value = item.get(field);
		if (value == null || value.isJsonNull()) return List.of();
		if (value.isJsonPrimitive()) return List.of(value.getAsString());
		final List<String> strings = new ArrayList<>();
		if (value.isJsonArray()) for (final JsonElement element : value.getAsJsonArray())
			if (element.isJsonPrimitive()) strings.add(element.getAsString());
		if (!value.isJsonArray() || strings.size() != value.getAsJsonArray().size())
			throw wrong("has a field \"" + field + "\" that is no list of texts", "Write it as a list of strings.");
		return strings;
	}

	/** Some R2Gen data sets count image paths from the folder, some from its {@code images}; both are read. */
	private Path image(final String name) {
		final Path fromFolder = file(folder, name, "image_path"), fromImages = folder.resolve(Dataset.IMAGES).resolve(name).normalize();
		return !Files.exists(fromFolder) && Files.exists(fromImages) ? fromImages : fromFolder;
	}

	/** @param base inside the data set folder */
	private Path file(final Path base, final String name, final String field) {
		try {
			final Path file = base.resolve(name).normalize();
			if (!Path.of(name).isAbsolute() && file.startsWith(folder)) return file;
		}
		catch (final InvalidPathException e) {
			throw wrong("names the file \"" + name + "\", which is no path (" + e.getReason() + ")", "Correct " + field + ".");
		}
		throw wrong("names the file \"" + name + "\" outside the data set folder", "Move the file into the folder and correct " + field + ".");
	}

	private TrrgException wrong(final String what, final String remedy) {
		final JsonElement id = item == null ? null : item.get("id");
		final String name = id != null && id.isJsonPrimitive() ? " (id " + id.getAsString() + ")" : "";
		return new TrrgException(folder.resolve(Dataset.ANNOTATION) + ": item " + number + " of split \"" + split + "\"" + name + " " + what + ". " + remedy);
	}
}
