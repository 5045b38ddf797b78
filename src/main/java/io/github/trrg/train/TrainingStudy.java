package io.github.trrg.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
{}
