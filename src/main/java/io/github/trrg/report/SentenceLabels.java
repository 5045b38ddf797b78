package io.github.trrg.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one sentence says about each finding.
 *
 * @param sentence as it stands in the text
 * @param labels a label for every finding
 */
public record SentenceLabels(String sentence, Map<Finding, Label> labels) {

	public SentenceLabels {
		labels = Collections.unmodifiableMap(new EnumMap<>(labels));
	}

	public Label label(final Finding finding) {
		return labels.get(finding);
	}
}
