package io.github.trrg.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.clue.Clue;

/** The JSON object that scripts get for a report. */
public final class ReportJson {

	private ReportJson() {}

	/** @param image the study's file or name, as the user gave it */
	public static JsonObject of(final String image, final Report report) {
		final JsonObject json = new JsonObject();
		json.addProperty("image", image);
		json.addProperty("report", report.text());
		final JsonArray clues = new JsonArray();
		report.clues().forEach(clue -> clues.add(of(clue, report.text())));
		json.add("clues", clues);
		final JsonArray contradictions = new JsonArray();
		report.contradictions().forEach(contradiction -> contradictions.add(of(contradiction)));
		json.add("contradictions", contradictions);
		final JsonArray warnings = new JsonArray();
		report.warnings().forEach(warnings::add);
		json.add("warnings", warnings);
		final JsonObject provenance = new JsonObject();
		report.provenance().forEach(provenance::addProperty);
		json.add("provenance", provenance);
		final JsonObject timings = new JsonObject();
		report.timingsSeconds().forEach(timings::addProperty);
		json.add("timings", timings);
		return json;
	}

	private static JsonObject of(final Clue clue, final String text) {
		final JsonObject json = new JsonObject();
		json.addProperty("disease", clue.disease().name());
		json.addProperty("probability", clue.probability());
		json.addProperty("threshold", clue.disease().threshold());
		json.addProperty("selected", clue.selected());
		json.addProperty("mentioned", Mention.of(clue.disease(), text).word());
		json.addProperty("calibrated", clue.disease().calibrated());
		return json;
	}

	private static JsonObject of(final Contradiction contradiction) {
		final JsonObject json = new JsonObject();
		json.addProperty("sentence", contradiction.sentence());
		json.addProperty("disease", contradiction.disease());
		json.addProperty("reason", contradiction.reason());
		return json;
	}
}
