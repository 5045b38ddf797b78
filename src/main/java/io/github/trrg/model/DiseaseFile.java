package io.github.trrg.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.Gson;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.TrrgException;

/**
 * The diseases of a model folder: {@code diseases.json}, a list that users may extend by name and prompts.
 *
 * <pre>
 * {"diseases": [{"name": "hiatal hernia", "positive": ["hiatal hernia is seen"], "negative": ["no hiatal hernia"],
 *   "threshold": 0.5, "calibrated": false}, …]}
 * </pre>
 *
 * Threshold and calibrated may be left out, as here, for a disease added by prompt alone.
 */
public final class DiseaseFile {

	/** Its name in a model folder. */
	public static final String FILE_NAME = "diseases.json";


	private DiseaseFile() {}

	/**
	 * @return the diseases in the order of the file, names in lower case; "no finding" is among them
	 * @throws TrrgException if the file is missing or a field is wrong
	 */
	public static List<Disease> read(final Path diseasesJson) {
		final JsonFields json = JsonFields.read(diseasesJson);
		final Map<String, Disease> diseases = new LinkedHashMap<>();
		for (final JsonFields entry : json.requireObjects("diseases")) {
			final Disease disease = disease(entry);
			if (diseases.put(disease.name(), disease) != null) throw entry.wrong("name", "every disease once");
		}
		if (!diseases.containsKey(Disease.NO_FINDING)) throw new TrrgException(diseasesJson + ": there is no disease \"" + Disease.NO_FINDING +
			"\", which stands alone when nothing is perceived. Add it.");
		return List.copyOf(diseases.values());
	}

	private static Disease disease(final JsonFields entry) {
		final String name = entry.requireString("name").strip().toLowerCase(Locale.ROOT);
		if (!Disease.NAME.matcher(name).matches()) throw entry.wrong("name", "up to 100 characters on one line, without a comma");
		return new Disease(name, prompts(entry, "positive"), prompts(entry, "negative"), entry.optDouble("threshold", 0.5, 0, 1), entry.optBoolean(
			"calibrated", false));
	}

	private static List<String> prompts(final JsonFields entry, final String field) {
		final List<String> prompts = entry.requireStrings(field);
		if (prompts.isEmpty()) throw entry.wrong(field, "at least one prompt");
		return prompts;
	}

	/** @throws TrrgException if the file cannot be written; its old content is then untouched */
	public static void write(final Path diseasesJson, final List<Disease> diseases) {
		final List<Map<String, Object>> entries = new ArrayList<>();
		for (final Disease disease : diseases) {
			final Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("name", disease.name());
			entry.put("positive", disease.positivePrompts());
			entry.put("negative", disease.negativePrompts());
			entry.put("threshold", disease.threshold());
			entry.put("calibrated", disease.calibrated());
			entries.add(entry);
		}
		JsonText.write(diseasesJson, new Gson().toJsonTree(Map.of("diseases", entries)));
	}
}
