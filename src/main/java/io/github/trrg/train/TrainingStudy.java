package io.github.trrg.train;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.clue.Disease;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.SentenceLabels;

/**
 * A study as training sees it. Labels are by disease name; the annotator's come before what is read in texts. A disease without a label is
 * unknown: nobody wrote a text about the study.
 *
 * @param id of the data set
 * @param patient tells patients apart
 * @param images files of its views, at least one
 * @param target what the language model learns to write; empty if the study has no such text
 * @param labels what the target says about each disease
 * @param evidence what the whole report, impression included, says about each disease
 * @param sentences of findings and impression, labelled one by one
 * @param indication why the examination was asked for; empty if unknown
 * @param regions that the annotator drew
 */
record TrainingStudy(String id, String patient, List<Path> images, String target, Map<String, Label> labels, Map<String, Label> evidence,
	List<SentenceLabels> sentences, String indication, List<StudyItem.Region> regions)
{

	private static final double UNCERTAIN = 0.5;

	TrainingStudy withTarget(final String newTarget) {
		return new TrainingStudy(id, patient, images, newTarget, labels, evidence, sentences, indication, regions);
	}

	/** 1 if present, 1/2 if uncertain, 0 otherwise. */
	static double presence(final Disease disease, final Map<String, Label> labels) {
		final Label label = labels.getOrDefault(disease.name(), Label.BLANK);
		return label == Label.POSITIVE ? 1 : label == Label.UNCERTAIN ? UNCERTAIN : 0;
	}

	/** Whether anybody spoke about the disease, if only by not mentioning it in a text. */
	boolean knows(final Disease disease) {
		return evidence.containsKey(disease.name());
	}

	/** Indices of the diseases the target speaks of as present or uncertain: what a perfect perception would tell the language model. */
	List<Integer> clues(final List<Disease> diseases) {
		return Disease.select(diseases, diseases.stream().mapToDouble(disease -> presence(disease, labels) > 0 ? 1 : -1).toArray());
	}

	/** Whether the target affirms any finding. */
	boolean isAbnormal() {
		return isAbnormal(labels);
	}

	static boolean isAbnormal(final Map<String, Label> labels) {
		return labels.entrySet().stream().anyMatch(entry -> !entry.getKey().equals(Disease.NO_FINDING) && entry.getValue() == Label.POSITIVE);
	}

	/** The labels of the 14 findings among these; unknown ones are blank. */
	static Map<Finding, Label> findings(final Map<String, Label> labels) {
		final Map<Finding, Label> findings = new EnumMap<>(Finding.class);
		for (final Finding finding : Finding.values())
			findings.put(finding, labels.getOrDefault(finding.diseaseName(), Label.BLANK));
		return findings;
	}
}
