package io.github.trrg.evaluate;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.report.Finding;

/** The object of {@code metrics.json}. What cannot be computed is null, and {@code reasons} says why. */
final class MetricsJson {

	private MetricsJson() {}

	static JsonObject of(final Evaluation evaluation) {
		final Scores scores = evaluation.scores();
		final JsonObject json = new JsonObject(), own = scores.json(), counts = evaluation.selection().counts().deepCopy();
		json.addProperty("dataset", evaluation.dataset().folder().toString());
		json.addProperty("split", evaluation.split());
		json.addProperty("clean", scores.references().cleaning().name().toLowerCase(Locale.ROOT));
		own.getAsJsonObject("clinical").add("per_finding", perFinding(scores.clinical()));
		own.getAsJsonObject("counts").entrySet().forEach(count -> counts.add(count.getKey(), count.getValue()));
		json.add("clinical", own.get("clinical"));
		json.add("text", own.get("text"));
		json.add("reports", own.get("reports"));
		json.add("references", ReportStatistics.of(scores.references().texts()).json());
		json.add("clues", clues(scores));
		json.add("intervals", intervals(evaluation.intervals()));
		json.add("baselines", others(evaluation.baselines()));
		json.add("compared", others(evaluation.compared()));
		json.add("localisation", evaluation.localisation().map(Localisation::json).orElse(null));
		json.add("reasons", reasons(evaluation));
		json.add("counts", counts);
		final JsonArray problems = new JsonArray();
		evaluation.problems().forEach(problems::add);
		json.add("problems", problems);
		return json;
	}

	private static JsonObject perFinding(final ClinicalEfficacy clinical) {
		final JsonObject json = new JsonObject();
		for (final Finding finding : Finding.values()) {
			final Agreement agreement = clinical.of(finding);
			final JsonObject score = Scores.json(agreement.score());
			score.addProperty("positives", agreement.found() + agreement.missed());
			score.addProperty("found", agreement.found());
			score.addProperty("missed", agreement.missed());
			score.addProperty("invented", agreement.invented());
			json.add(finding.diseaseName(), score);
		}
		return json;
	}

	private static JsonObject clues(final Scores scores) {
		final ClueScores clues = scores.clueScores();
		final JsonObject perDisease = new JsonObject(), json = new JsonObject();
		for (final String disease : clues.diseases()) {
			final JsonObject score = new JsonObject();
			addOrNull(score, "auroc", clues.auroc(disease));
			addOrNull(score, "average_precision", clues.ranking(disease).averagePrecision());
			score.addProperty("expected_calibration_error", clues.reliability(disease).expectedError());
			score.addProperty("positives", clues.positives(disease));
			perDisease.add(disease, score);
		}
		addOrNull(json, "auroc_mean", clues.meanAuroc());
		addOrNull(json, "auroc_mean_with_uncertain", scores.withUncertain().meanAuroc());
		addOrNull(json, "average_precision_mean", clues.meanAveragePrecision());
		json.addProperty("expected_calibration_error", clues.diseases().isEmpty() ? null : clues.reliability().expectedError());
		final JsonArray bins = new JsonArray();
		for (final Reliability.Bin bin : clues.reliability().bins()) {
			final JsonObject one = new JsonObject();
			one.addProperty("cases", bin.cases());
			one.addProperty("probability", bin.probability());
			one.addProperty("rate", bin.rate());
			bins.add(one);
		}
		json.add("reliability", bins);
		json.add("per_disease", perDisease);
		return json;
	}

	private static JsonObject intervals(final Map<String, Bootstrap.Interval> intervals) {
		final JsonObject json = new JsonObject();
		json.addProperty("confidence", Bootstrap.CONFIDENCE);
		json.addProperty("resamples", Evaluation.RESAMPLES);
		json.addProperty("seed", Evaluation.SEED);
		intervals.forEach((name, interval) -> json.add(name, ends(interval)));
		return json;
	}

	static JsonArray ends(final Bootstrap.Interval interval) {
		final JsonArray ends = new JsonArray();
		ends.add(interval.low());
		ends.add(interval.high());
		return ends;
	}

	private static JsonObject others(final Map<String, Evaluation.Other> others) {
		final JsonObject json = new JsonObject();
		others.forEach((name, other) -> {
			final JsonObject one = other.scores().json(), differences = new JsonObject();
			other.differences().forEach((path, difference) -> {
				final JsonObject numbers = new JsonObject();
				numbers.add("interval", ends(difference.interval()));
				numbers.addProperty("p", difference.p());
				differences.add(path, numbers);
			});
			one.getAsJsonObject("counts").addProperty("studies", other.scores().references().studies().size());
			one.add("clues", clues(other.scores()));
			one.add("differences", differences);
			json.add(name, one);
		});
		return json;
	}

	private static JsonObject reasons(final Evaluation evaluation) {
		final JsonObject json = new JsonObject();
		final Scores scores = evaluation.scores();
		final boolean fromModel = evaluation.baselines().containsKey(Evaluation.IMAGE_BLIND);
		if (scores.clueScores().diseases().isEmpty()) json.addProperty("clues", "no clue probabilities of known findings were given");
		else if (scores.clueScores().meanAuroc().isEmpty()) json.addProperty("clues.auroc_mean", "no finding has " + ClueScores.POSITIVES_AT_LEAST +
			" positive studies");
		if (!scores.knowsContradictions()) json.addProperty("reports.contradicted", "nobody says which clues were selected");
		if (!evaluation.dataset().splits().contains("train")) json.addProperty("baselines", "the data set has no split \"train\" to take reports and images from");
		else if (!fromModel) json.addProperty("baselines." + Evaluation.IMAGE_BLIND, "no model wrote these reports, or no training image could be read");
		if (evaluation.localisation().isEmpty()) json.addProperty("localisation", "there are no regions, or no maps to compare them with");
		return json;
	}

	private static void addOrNull(final JsonObject json, final String name, final OptionalDouble value) {
		json.addProperty(name, value.isPresent() ? value.getAsDouble() : null);
	}
}
