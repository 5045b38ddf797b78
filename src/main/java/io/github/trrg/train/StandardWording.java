package io.github.trrg.train;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.evaluate.Baselines;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.report.SentenceLabels;

/**
 * One wording for what is normal [ours]. Radiologists have hundreds of templates for a normal chest, and which of them wrote a report cannot
 * be seen in the picture: a model that learns them all writes anybody's. The training report of a normal study most like all others stands
 * for them; what a report says beyond the normal stays in its own words.
 */
final class StandardWording {

	private final FindingLabeler labeler = new FindingLabeler();
	private final List<SentenceLabels> normal;

	/** @param studies whose targets tell the standard; without a normal one, nothing is changed */
	StandardWording(final List<TrainingStudy> studies) {
		final List<String> targets = studies.stream().map(TrainingStudy::target).filter(target -> !target.isBlank() && isNormal(target)).toList();
		normal = targets.isEmpty() ? List.of() : labeler.sentenceMeanings(Baselines.bestSingle(targets, ReportCleaning.R2GEN_IU, 1));
	}

	/** @return the study with a target of what its own says beyond the normal, then the sentences of the standard that this leaves true */
	TrainingStudy reword(final TrainingStudy study) {
		final Stream<String> own = labeler.labelSentences(study.target()).stream().map(SentenceLabels::sentence).filter(sentence -> !isNormal(sentence));
		final Stream<String> standard = normal.stream().filter(sentence -> isTrue(sentence, study.labels())).map(SentenceLabels::sentence);
		final String target = Stream.concat(own, standard).collect(Collectors.joining(" "));
		return normal.isEmpty() ? study : study.withTarget(target);
	}

	private boolean isNormal(final String text) {
		final Map<Finding, Label> labels = labeler.label(text);
		return labels.get(Finding.NO_FINDING) == Label.POSITIVE && labels.get(Finding.SUPPORT_DEVICES) != Label.POSITIVE;
	}

	/** Whether nothing that the sentence denies is present, or may be. */
	private static boolean isTrue(final SentenceLabels sentence, final Map<String, Label> labels) {
		return sentence.labels().entrySet().stream().noneMatch(entry -> entry.getValue() == Label.NEGATIVE && isAffirmed(labels.get(entry.getKey().diseaseName())));
	}

	private static boolean isAffirmed(final Label label) {
		return label == Label.POSITIVE || label == Label.UNCERTAIN;
	}
}
