package io.github.trrg.data;

import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What is said of a study, as fields of an item of {@code annotation.json}. */
final class ItemJson {

	private ItemJson() {}

	/**
	 * Adds all but regions and who made it. Fields without content are left out.
	 *
	 * @param images paths below {@code images/}
	 * @param views projections, as many as images, or none
	 */
	static void add(final JsonObject item, final Annotation annotation, final List<String> images, final List<String> views) {
		item.addProperty("id", annotation.id());
		addText(item, "subject_id", annotation.patient());
		item.addProperty("report", annotation.report());
		addText(item, "impression", annotation.impression());
		addText(item, "indication", annotation.indication());
		item.add("image_path", list(images));
		if (!views.isEmpty()) item.add("views", list(views));
		final JsonObject labels = new JsonObject();
		annotation.labels().forEach((disease, label) -> labels.addProperty(disease, label.word()));
		if (!annotation.labels().isEmpty()) item.add("labels", labels);
	}

	static void addText(final JsonObject item, final String field, final String text) {
		if (!text.isEmpty()) item.addProperty(field, text);
	}

	private static JsonArray list(final List<String> texts) {
		final JsonArray array = new JsonArray();
		texts.forEach((final String text) -> array.add(text));
		return array;
	}
}
