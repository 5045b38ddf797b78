package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;

/** Scores generated reports against a split of a data set and writes {@code metrics.json}: the numbers, their intervals, the baselines. */
public final class Evaluation {

	private static final int RESAMPLES = 1000;
	private static final long SEED = 1;
	/** Of ids that do not fit, so many are named; all are counted. */
	private static final int NAMED_AT_MOST = 20;

	private final FindingLabeler labeler = new FindingLabeler();
	private final Dataset dataset;
	private final String split;
	private final ReportCleaning cleaning;
	/** The studies scored: those with a reference report and a prediction. */
	private final List<StudyItem> studies = new ArrayList<>();
	private final List<List<String>> references;
	private final List<Map<Finding, Label>> labels;
	private final JsonObject counts;

	private Evaluation(final Dataset dataset, final String split, final Predictions predictions, final ReportCleaning cleaning) {
		this.dataset = dataset;
		this.split = split;
		this.cleaning = cleaning;
		this.counts = choose(predictions);
		references = studies.stream().map(study -> List.of(cleaning.clean(study.report()))).toList();
		labels = studies.stream().map(dataset::labels).toList();
	}

	/**
	 * @param predictions generated reports; a study without one is not scored, but counted and named
	 * @param cleaning applied to both sides before texts are compared; labels are read from the texts as they stand
	 * @param clueProbabilities probability by disease name by study id; empty if unknown
	 * @return the object of {@code metrics.json}
	 * @throws TrrgException if the split is unknown or no prediction belongs to it
	 */
	public static JsonObject of(final Dataset dataset, final String split, final Predictions predictions, final ReportCleaning cleaning,
		final Map<String, Map<String, Double>> clueProbabilities)
	{
		return new Evaluation(dataset, split, predictions, cleaning).score(predictions, clueProbabilities);
	}

	private JsonObject choose(final Predictions predictions) {
		final List<String> missing = new ArrayList<>();
		final Collection<String> unknown = new HashSet<>(predictions.texts().keySet());
		int withoutReference = 0;
		for (final StudyItem item : dataset.split(split)) {
			unknown.remove(item.id());
			if (item.report().isBlank()) withoutReference++;
			else if (predictions.texts().containsKey(item.id())) studies.add(item);
			else missing.add(item.id());
		}
		if (studies.isEmpty())
			throw new TrrgException("None of the " + predictions.texts().size() + " predictions belongs to a study with a report in split \"" + split + "\" of "
				+ dataset.folder() + ". Check the ids and the split.");
		final JsonObject json = new JsonObject();
		json.addProperty("studies", dataset.split(split).size());
		json.addProperty("evaluated", studies.size());
		json.addProperty("without_reference", withoutReference);
		addIds(json, "missing", missing);
		addIds(json, "unknown", unknown);
		addIds(json, "duplicate", predictions.duplicates());
		final JsonObject sources = new JsonObject();
		for (final Dataset.LabelSource source : Dataset.LabelSource.values())
			sources.addProperty(source.name().toLowerCase(Locale.ROOT), studies.stream().filter(study -> dataset.labelSource(study) == source).count());
		json.add("label_sources", sources);
		return json;
	}

	private JsonObject score(final Predictions predictions, final Map<String, Map<String, Double>> clueProbabilities) {
		final List<String> reports = studies.stream().map(study -> predictions.texts().get(study.id())).toList();
		final TextMetrics text = new TextMetrics(reports.stream().map(cleaning::clean).toList(), references);
		final ClinicalEfficacy clinical = clinical(reports);
		final ClueScores clues = new ClueScores(studies.stream().map(study -> clueProbabilities.getOrDefault(study.id(), Map.of())).toList(), labels);
		final JsonObject json = new JsonObject();
		json.addProperty("dataset", dataset.folder().toString());
		json.addProperty("split", split);
		json.addProperty("clean", cleaning.name().toLowerCase(Locale.ROOT));
		add(json, reports, text, clinical);
		json.getAsJsonObject("clinical").add("per_finding", perFinding(clinical));
		json.add("clues", clues(clues));
		json.add("intervals", intervals(text, clinical, clues));
		json.add("baselines", baselines());
		json.add("reasons", reasons(clues));
		final JsonObject all = counts.deepCopy();
		json.getAsJsonObject("counts").asMap().forEach(all::add);
		json.add("counts", all);
		return json;
	}

	/** Adds what a model and a baseline share: text and clinical scores, and how many different reports there are. */
	private void add(final JsonObject json, final List<String> reports, final TextMetrics text, final ClinicalEfficacy clinical) {
		final JsonObject ofText = new JsonObject();
		text.scores().forEach(ofText::addProperty);
		ofText.add("METEOR", JsonNull.INSTANCE);
		final JsonObject ofClinical = new JsonObject();
		clinical.scores().forEach((name, score) -> ofClinical.add(name, json(score)));
		final JsonObject ofCounts = new JsonObject();
		ofCounts.addProperty("distinct_reports", reports.stream().map(cleaning::clean).distinct().count());
		ofCounts.addProperty("empty_reports", reports.stream().filter(String::isBlank).count());
		json.add("clinical", ofClinical);
		json.add("text", ofText);
		json.add("counts", ofCounts);
	}

	private ClinicalEfficacy clinical(final List<String> reports) {
		return new ClinicalEfficacy(reports.stream().map(labeler::label).toList(), labels);
	}

	private JsonObject perFinding(final ClinicalEfficacy clinical) {
		final JsonObject json = new JsonObject();
		for (final Finding finding : Finding.values()) {
			final JsonObject score = json(clinical.of(finding));
			score.addProperty("positives", labels.stream().filter(study -> study.get(finding) == Label.POSITIVE).count());
			json.add(finding.diseaseName(), score);
		}
		return json;
	}

	private static JsonObject clues(final ClueScores clues) {
		final JsonObject perDisease = new JsonObject();
		for (final String disease : clues.diseases()) {
			final JsonObject score = new JsonObject();
			addOrNull(score, "auroc", clues.auroc(disease));
			score.addProperty("positives", clues.positives(disease));
			perDisease.add(disease, score);
		}
		final JsonObject json = new JsonObject();
		addOrNull(json, "auroc_mean", clues.meanAuroc());
		json.add("per_disease", perDisease);
		return json;
	}

	private JsonObject intervals(final TextMetrics text, final ClinicalEfficacy clinical, final ClueScores clues) {
		final JsonObject json = new JsonObject();
		json.addProperty("confidence", Bootstrap.CONFIDENCE);
		json.addProperty("resamples", RESAMPLES);
		json.addProperty("seed", SEED);
		Bootstrap.intervals(studies.size(), RESAMPLES, SEED, sample -> {
			final Map<String, Double> values = new LinkedHashMap<>();
			clinical.scores(sample).forEach((name, score) -> values.put("clinical." + name + ".f1", score.f1()));
			text.scores(sample).forEach((name, score) -> values.put("text." + name, score));
			clues.meanAuroc(sample).ifPresent(mean -> values.put("clues.auroc_mean", mean));
			return values;
		}).forEach((name, interval) -> {
			final JsonArray ends = new JsonArray();
			ends.add(interval.low());
			ends.add(interval.high());
			json.add(name, ends);
		});
		return json;
	}

	private JsonObject baselines() {
		final JsonObject json = new JsonObject();
		final List<String> training = dataset.splits().contains("train") ? dataset.split("train").stream().map(StudyItem::report).toList() : List.of();
		Baselines.of(training, studies.size(), cleaning, SEED).forEach((name, reports) -> {
			final JsonObject baseline = new JsonObject();
			add(baseline, reports, new TextMetrics(reports.stream().map(cleaning::clean).toList(), references), clinical(reports));
			json.add(name, baseline);
		});
		return json;
	}

	private JsonObject reasons(final ClueScores clues) {
		final JsonObject json = new JsonObject();
		json.addProperty("text.METEOR", "this version does not compute METEOR");
		if (clues.diseases().isEmpty()) json.addProperty("clues", "no clue probabilities of known findings were given");
		else if (clues.meanAuroc().isEmpty())
			json.addProperty("clues.auroc_mean", "no finding has " + ClueScores.POSITIVES_AT_LEAST + " positive studies");
		if (!dataset.splits().contains("train")) json.addProperty("baselines", "the data set has no split \"train\" to take reports from");
		return json;
	}

	private static JsonObject json(final PrecisionRecall score) {
		final JsonObject json = new JsonObject();
		json.addProperty("precision", score.precision());
		json.addProperty("recall", score.recall());
		json.addProperty("f1", score.f1());
		return json;
	}

	private static void addOrNull(final JsonObject json, final String name, final OptionalDouble value) {
		json.addProperty(name, value.isPresent() ? value.getAsDouble() : null);
	}

	private static void addIds(final JsonObject json, final String name, final Collection<String> ids) {
		json.addProperty(name, ids.size());
		final JsonArray named = new JsonArray();
		ids.stream().sorted().limit(NAMED_AT_MOST).forEach(named::add);
		if (!named.isEmpty()) json.add(name + "_ids", named);
	}
}
