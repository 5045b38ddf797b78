package io.github.trrg.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;

/** The items of {@code annotation.json} as they stand there, with all their fields, to be changed and written again. */
final class AnnotationFile {

	private final Path folder;
	private final JsonObject splits;

	private AnnotationFile(final Path folder, final JsonObject splits) {
		this.folder = folder;
		this.splits = splits;
	}

	/**
	 * @param folder absolute; one without an annotation file has no items yet
	 * @throws io.github.trrg.common.TrrgException if the file is no JSON object of lists
	 */
	static AnnotationFile read(final Path folder) {
		final Path file = folder.resolve(Dataset.ANNOTATION);
		if (!Files.exists(file)) return new AnnotationFile(folder, new JsonObject());
		final JsonFields fields = JsonFields.read(file);
		for (final String split : fields.json().keySet())
			if (!fields.json().get(split).isJsonArray()) throw fields.wrong(split, "a list of studies");
		return new AnnotationFile(folder, fields.json());
	}

	Set<String> splits() {
		return splits.keySet();
	}

	List<JsonElement> items(final String split) {
		return splits.getAsJsonArray(split).asList();
	}

	/** @param visitor is told each split and item */
	void forEach(final BiConsumer<String, JsonElement> visitor) {
		for (final String split : splits())
			items(split).forEach(item -> visitor.accept(split, item));
	}

	static boolean hasId(final JsonElement item, final String id) {
		return item instanceof JsonObject object && object.get("id") != null && object.get("id").isJsonPrimitive() && object.get("id").getAsString().equals(id);
	}

	/** @return the item taken out; null if there is none of this id */
	JsonObject remove(final String id) {
		for (final String split : splits())
			for (final JsonElement item : items(split))
				if (hasId(item, id)) {
					items(split).remove(item);
					return item.getAsJsonObject();
				}
		return null;
	}

	void add(final String split, final JsonObject item) {
		if (!splits.has(split)) splits.add(split, new JsonArray());
		item.addProperty("split", split);
		splits.getAsJsonArray(split).add(item);
	}

	/** Every file that an item names, wherever it may count from; absolute. */
	Set<Path> files() {
		final Set<Path> files = new HashSet<>();
		forEach((split, item) -> {
			if (item instanceof JsonObject object) files.addAll(files(object));
		});
		return files;
	}

	/** Every file that one item names. */
	Set<Path> files(final JsonObject item) {
		final Set<Path> files = new HashSet<>();
		add(files, folder, item.get("image_path"));
		add(files, folder.resolve(Dataset.IMAGES), item.get("image_path"));
		if (item.get("rois") instanceof JsonArray rois) for (final JsonElement roi : rois)
			if (roi instanceof JsonObject object) add(files, folder.resolve(Dataset.ROIS), object.get("file"));
		return files;
	}

	private static void add(final Set<Path> files, final Path base, final JsonElement names) {
		for (final String name : texts(names))
			try {
				files.add(base.resolve(name).normalize());
			}
			catch (final InvalidPathException e) {
				// No file has such a name.
			}
	}

	private static List<String> texts(final JsonElement value) {
		if (value instanceof JsonArray array) return array.asList().stream().filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString).toList();
		return value != null && value.isJsonPrimitive() ? List.of(value.getAsString()) : List.of();
	}

	/** The same items in other splits. @param splitOf by id; items without an entry stay where they are */
	AnnotationFile resplit(final Map<String, String> splitOf) {
		final AnnotationFile other = new AnnotationFile(folder, new JsonObject());
		forEach((split, item) -> {
			final JsonObject copy = item.getAsJsonObject().deepCopy();
			other.add(splitOf.getOrDefault(copy.get("id").getAsString(), split), copy);
		});
		return other;
	}

	void write(final Path file) {
		JsonText.write(file, splits);
	}
}
