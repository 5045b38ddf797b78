package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.trrg.SharedData;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;

/** How far the labeler agrees with the original CheXpert labeler on reports that its rules were not written from. */
class LabelerAgreementTest {

	@Test
	void agreesWithTheOriginalLabelerOnTheValidationStudies() {
		final Dataset dataset = Dataset.open(SharedData.path("iu-xray"));
		final FindingLabeler labeler = new FindingLabeler();
		int cells = 0;
		int agreed = 0;
		int mentioned = 0;
		int mentionedAgreed = 0;
		for (final StudyItem item : dataset.split("val")) {
			final Map<Finding, Label> labels = labeler.label(item.report());
			for (final Finding finding : Finding.values()) {
				final Label reference = dataset.referenceLabels(item.id()).map(known -> known.get(finding)).orElse(Label.BLANK);
				final boolean agrees = labels.get(finding) == reference;
				cells++;
				if (agrees) agreed++;
				if (reference == Label.BLANK) continue;
				mentioned++;
				if (agrees) mentionedAgreed++;
			}
		}
		assertEquals(14 * 296, cells);
		assertTrue(agreed >= 0.98 * cells, "agrees on " + agreed + " of " + cells + " cells");
		assertTrue(mentionedAgreed >= 0.94 * mentioned, "agrees on " + mentionedAgreed + " of " + mentioned + " mentioned cells");
	}
}
