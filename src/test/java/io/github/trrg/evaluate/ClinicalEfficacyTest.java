package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

class ClinicalEfficacyTest {

	/** Study 1: edema found, fracture missed. Study 2: normal, called normal. Study 3: edema imagined. */
	private final ClinicalEfficacy efficacy = new ClinicalEfficacy(
		List.of(positive(Finding.EDEMA), positive(Finding.NO_FINDING), positive(Finding.EDEMA)),
		List.of(positive(Finding.EDEMA, Finding.FRACTURE), positive(Finding.NO_FINDING), positive()));

	@Test
	void microCountsCells() {
		assertScore(1.0 / 2, 1.0 / 2, 1.0 / 2, efficacy.scores().get("micro13"));
		assertScore(2.0 / 3, 2.0 / 3, 2.0 / 3, efficacy.scores().get("micro14"));
		assertScore(1.0 / 2, 1, 2.0 / 3, efficacy.scores().get("micro5"));
	}

	@Test
	void macroIsTheMeanOverFindings() {
		assertScore(0.5 / 13, 1.0 / 13, 2.0 / 3 / 13, efficacy.scores().get("macro13"));
		assertScore(1.5 / 14, 2.0 / 14, (1 + 2.0 / 3) / 14, efficacy.scores().get("macro14"));
		assertScore(0.5 / 5, 1.0 / 5, 2.0 / 3 / 5, efficacy.scores().get("macro5"));
	}

	@Test
	void exampleBasedIsTheMeanOverStudies() {
		assertScore((1 + 1 + 0) / 3.0, (0.5 + 1 + 0) / 3, (2.0 / 3 + 1 + 0) / 3, efficacy.scores().get("example_based"));
	}

	@Test
	void scoresADrawOfStudies() {
		assertScore(1, 1.0 / 2, 2.0 / 3, efficacy.scores(0, 0).get("micro13"));
		assertScore(0, 0, 0, efficacy.scores(1).get("micro13"));
	}

	@Test
	void onlyPositiveCounts() {
		final Map<Finding, Label> unsure = positive();
		unsure.put(Finding.EDEMA, Label.UNCERTAIN);
		unsure.put(Finding.FRACTURE, Label.NEGATIVE);
		assertScore(0, 0, 0, new ClinicalEfficacy(List.of(positive(Finding.EDEMA)), List.of(unsure)).scores().get("micro14"));
	}

	private static Map<Finding, Label> positive(final Finding... findings) {
		final Map<Finding, Label> labels = new EnumMap<>(Finding.class);
		for (final Finding finding : findings)
			labels.put(finding, Label.POSITIVE);
		return labels;
	}

	private static void assertScore(final double precision, final double recall, final double f1, final PrecisionRecall score) {
		assertEquals(precision, score.precision(), 1e-12, "precision");
		assertEquals(recall, score.recall(), 1e-12, "recall");
		assertEquals(f1, score.f1(), 1e-12, "F1");
	}
}
