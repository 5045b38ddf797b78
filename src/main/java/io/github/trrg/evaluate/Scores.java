package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;

import io.github.trrg.clue.Clue;
import io.github.trrg.report.ContradictionCheck;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;

/** One system's reports and clues against the references, over all studies or any sample of them. */
final class Scores {

	private static final FindingLabeler LABELER = new FindingLabeler();

	private final References references;
	private final List<String> reports;
	private final List<List<Clue>> clues;
	private final TextMetrics text;
	private final List<Meteor> meteor = new ArrayList<>();
	private final ClinicalEfficacy clinical;
	private final ClueScores clueScores;
	private final ClueScores withUncertain;
	private final ReportStatistics statistics;
	/** Per study; empty if nobody says which clues were selected. */
	private final int[] contradictions;

	/**
	 * @param reports one per study
	 * @param clues what the reports were written from, study by study; may be empty
	 */
	Scores(final References references, final List<String> reports, final List<List<Clue>> clues) {
		this.references = references;
		this.reports = reports;
		this.clues = clues;
		final List<String> cleaned = reports.stream().map(references.cleaning()::clean).toList();
		text = new TextMetrics(cleaned, references.texts().stream().map(List::of).toList());
		// Not to be done twice for reports that do not differ.
		final Map<List<String>, Meteor> known = new LinkedHashMap<>();
		for (int i = 0; i < cleaned.size(); i++)
			meteor.add(known.computeIfAbsent(List.of(cleaned.get(i), references.texts().get(i)), pair -> Meteor.of(TextMetrics.tokens(pair.get(0)),
				List.of(TextMetrics.tokens(pair.get(1))), references.words())));
		clinical = new ClinicalEfficacy(reports.stream().map(LABELER::label).toList(), references.labels());
		final List<Map<String, Double>> probabilities = clues.stream().map(Scores::probabilities).toList();
		clueScores = new ClueScores(probabilities, references.labels());
		withUncertain = new ClueScores(probabilities, references.labels(), Set.of(Label.POSITIVE, Label.UNCERTAIN));
		statistics = ReportStatistics.of(cleaned);
		final boolean told = clues.stream().flatMap(List::stream).anyMatch(Clue::selected);
		contradictions = told ? IntStream.range(0, reports.size()).map(i -> ContradictionCheck.check(reports.get(i), clues.get(i)).size()).toArray() : new int[0];
	}

	private static Map<String, Double> probabilities(final List<Clue> clues) {
		final Map<String, Double> probabilities = new LinkedHashMap<>();
		clues.forEach(clue -> probabilities.put(clue.disease().name(), clue.probability()));
		return probabilities;
	}

	References references() {
		return references;
	}

	String report(final int study) {
		return reports.get(study);
	}

	List<Clue> clues(final int study) {
		return clues.get(study);
	}

	ClinicalEfficacy clinical() {
		return clinical;
	}

	ClueScores clueScores() {
		return clueScores;
	}

	/** The same where what the reference is uncertain of counts as present (U-Ones of CheXpert, Irvin et al. 2019). */
	ClueScores withUncertain() {
		return withUncertain;
	}

	ReportStatistics statistics() {
		return statistics;
	}

	boolean knowsContradictions() {
		return contradictions.length > 0;
	}

	int contradictions(final int study) {
		return contradictions[study];
	}

	/** The text scores. @param sample numbers of the studies to score, from 0, repetitions allowed */
	Map<String, Double> text(final int... sample) {
		final Map<String, Double> scores = text.scores(sample);
		scores.put("METEOR", Meteor.sum(Arrays.stream(sample).mapToObj(meteor::get).toList()).score());
		return scores;
	}

	/** All numbers by the paths they have in {@code metrics.json}; what cannot be computed is left out. @param sample as in {@link #text} */
	Map<String, Double> all(final int... sample) {
		final Map<String, Double> values = new LinkedHashMap<>();
		clinical.scores(sample).forEach((name, score) -> values.put("clinical." + name + ".f1", score.f1()));
		clinical.byFinding(sample).forEach((finding, agreement) -> values.put("clinical.per_finding." + finding.diseaseName() + ".f1", agreement.score().f1()));
		text(sample).forEach((name, score) -> values.put("text." + name, score));
		final Map<String, Ranking> rankings = clueScores.rankings(sample);
		ClueScores.mean(rankings, Ranking::auroc).ifPresent(mean -> values.put("clues.auroc_mean", mean));
		ClueScores.mean(withUncertain.rankings(sample), Ranking::auroc).ifPresent(mean -> values.put("clues.auroc_mean_with_uncertain", mean));
		ClueScores.mean(rankings, Ranking::averagePrecision).ifPresent(mean -> values.put("clues.average_precision_mean", mean));
		rankings.forEach((disease, ranking) -> ranking.auroc().ifPresent(auroc -> values.put("clues.per_disease." + disease + ".auroc", auroc)));
		if (knowsContradictions()) values.put("reports.contradicted", contradicted(sample));
		return values;
	}

	int[] everyStudy() {
		return IntStream.range(0, reports.size()).toArray();
	}

	/** Part of the reports that contradict their clues. */
	double contradicted(final int... sample) {
		return IntStream.of(sample).filter(study -> contradictions[study] > 0).count() / (double) sample.length;
	}

	/** What a system and a baseline share in {@code metrics.json}. */
	JsonObject json() {
		final JsonObject ofText = new JsonObject(), ofClinical = new JsonObject(), counts = new JsonObject(), json = new JsonObject();
		clinical.scores().forEach((name, score) -> ofClinical.add(name, json(score)));
		text(everyStudy()).forEach(ofText::addProperty);
		final JsonObject ofReports = statistics.json();
		ofReports.addProperty("contradicted", knowsContradictions() ? contradicted(everyStudy()) : null);
		counts.addProperty("distinct_reports", statistics.distinct());
		counts.addProperty("empty_reports", statistics.empty());
		json.add("clinical", ofClinical);
		json.add("text", ofText);
		json.add("reports", ofReports);
		json.add("counts", counts);
		return json;
	}

	static JsonObject json(final PrecisionRecall score) {
		final JsonObject json = new JsonObject();
		json.addProperty("precision", score.precision());
		json.addProperty("recall", score.recall());
		json.addProperty("f1", score.f1());
		return json;
	}
}
