package io.github.trrg.train;

import java.util.List;
import java.util.Map;

import io.github.trrg.evaluate.Baselines;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;

/**
 * One wording for normal studies [ours]. Radiologists have hundreds of templates for a normal chest, and which of them wrote a report cannot
 * be seen in the picture: a model that learns them all writes anybody's. The training report of a normal study most like all others stands
 * for them; whatever describes more than a normal chest stays as it is.
 */
final class StandardWording {

	private final FindingLabeler labeler = new FindingLabeler();
	private final String standard;

	/** @param studies whose targets tell the standard; without a normal one, nothing is changed */
	StandardWording(final List<TrainingStudy> studies) {
		final List<String> normal = studies.stream().map(TrainingStudy::target).filter(this::isNormal).toList();
		standard = normal.isEmpty() ? "" : Baselines.bestSingle(normal, ReportCleaning.R2GEN_IU, 1);
	}

	/** @return the study, with the standard as its target if its own describes a normal chest */
	TrainingStudy reword(final TrainingStudy study) {
		return isNormal(study.target()) ? study.withTarget(standard) : study;
	}

	private boolean isNormal(final String text) {
		final Map<Finding, Label> labels = labeler.label(text);
		return labels.get(Finding.NO_FINDING) == Label.POSITIVE && labels.get(Finding.SUPPORT_DEVICES) != Label.POSITIVE;
	}
}
