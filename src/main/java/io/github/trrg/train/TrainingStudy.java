package io.github.trrg.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.trrg.clue.Disease;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.SentenceLabels;

/**
 * A study as training sees it.
 *
 * @param id of the data set
 * @param images files of its views, at least one
 * @param target what the language model learns to write; empty if the study has no findings text
 * @param labels what the target says about each finding
 * @param evidence what the whole report, impression included, says about each finding
 * @param sentences of findings and impression, labelled one by one
 * @param indication why the examination was asked for; empty if unknown
 */
record TrainingStudy(String id, List<Path> images, String target, Map<Finding, Label> labels, Map<Finding, Label> evidence,
	List<SentenceLabels> sentences, String indication)
{

	private static final double UNCERTAIN = 0.5;

	/** 1 if present, 1/2 if uncertain, 0 otherwise; diseases the labeler does not know count as absent. */
	static double presence(final Disease disease, final Map<Finding, Label> labels) {
		final Label label = Finding.of(disease.name()).map(finding -> labels.getOrDefault(finding, Label.BLANK)).orElse(Label.BLANK);
		return label == Label.POSITIVE ? 1 : label == Label.UNCERTAIN ? UNCERTAIN : 0;
	}

	/** Indices of the diseases the target speaks of as present or uncertain: what a perfect perception would tell the language model. */
	List<Integer> clues(final List<Disease> diseases) {
		return Disease.select(diseases, diseases.stream().mapToDouble(disease -> presence(disease, labels) > 0 ? 1 : -1).toArray());
	}

	/** Whether the target affirms any finding. */
	boolean isAbnormal() {
		return labels.entrySet().stream().anyMatch(entry -> entry.getKey() != Finding.NO_FINDING && entry.getValue() == Label.POSITIVE);
	}
}
