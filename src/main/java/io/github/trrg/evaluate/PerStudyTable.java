package io.github.trrg.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import io.github.trrg.clue.Clue;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;

/** {@code per_study.csv}: a row per study that has a reference report, scored or not; can be read as predictions again. */
final class PerStudyTable {

	private static final List<String> TEXT = List.of("ROUGE_L", "METEOR", "BLEU_4", "CIDEr");

	private PerStudyTable() {}

	static String csv(final Evaluation evaluation) {
		final Scores scores = evaluation.scores();
		final List<StudyItem> studies = evaluation.selection().studies();
		final List<String> diseases = evaluation.predictions().clues().values().stream().flatMap(List::stream).map(clue -> clue.disease().name()).distinct().toList();
		final List<String> columns = new ArrayList<>(List.of("id", "status", "error", "report", "reference", "found", "missed", "invented", "wrong",
			"contradictions"));
		columns.addAll(TEXT);
		columns.add("words");
		diseases.forEach(disease -> columns.addAll(List.of(disease + PredictionsReader.PROBABILITY, disease + PredictionsReader.SELECTED)));
		final StringBuilder text = new StringBuilder();
		try (CSVPrinter rows = new CSVPrinter(text, CSVFormat.DEFAULT)) {
			rows.printRecord(columns);
			for (int i = 0; i < studies.size(); i++)
				rows.printRecord(row(scores, i, studies.get(i), diseases));
			for (final StudyItem item : evaluation.selection().unscored()) {
				final String failure = evaluation.predictions().failures().get(item.id());
				final List<String> row = new ArrayList<>(List.of(item.id(), failure == null ? "missing" : "failed", failure == null ? "" : failure, "", item.report()));
				while (row.size() < columns.size())
					row.add("");
				rows.printRecord(row);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e); // into memory: does not happen
		}
		return text.toString();
	}

	private static List<Object> row(final Scores scores, final int study, final StudyItem item, final List<String> diseases) {
		final ClinicalEfficacy clinical = scores.clinical();
		final List<Object> row = new ArrayList<>(List.of(item.id(), "done", "", scores.report(study), item.report(), names(clinical.findings(study, true, true)),
			names(clinical.findings(study, false, true)), names(clinical.findings(study, true, false)), clinical.ofStudy(study).wrong(), scores.knowsContradictions()
			? scores.contradictions(study) : ""));
		final Map<String, Double> text = scores.text(study);
		TEXT.forEach(metric -> row.add(text.get(metric)));
		row.add(ReportStatistics.words(scores.references().cleaning().clean(scores.report(study))).size());
		for (final String disease : diseases) {
			final Clue clue = scores.clues(study).stream().filter(one -> one.disease().name().equals(disease)).findFirst().orElse(null);
			row.add(clue == null ? "" : clue.probability());
			row.add(clue == null ? "" : clue.selected());
		}
		return row;
	}

	private static String names(final List<Finding> findings) {
		return findings.stream().map(Finding::diseaseName).collect(Collectors.joining("; "));
	}
}
