package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.FindingLabeler;

class TypicalityTest {

	private static final FindingLabeler LABELER = new FindingLabeler();

	private final List<TrainingStudy> studies = new ArrayList<>();

	@Test
	void whatOthersSayTooWeighsMore() {
		final TrainingStudy usual = study("The heart is enlarged. The lungs are clear.");
		for (int i = 0; i < 10; i++)
			study("The heart is enlarged. The lungs are clear.");
		final TrainingStudy odd = study("Cardiomegaly, otherwise an unremarkable examination today.");
		final TrainingStudy alone = study("There is a right pneumothorax.");
		final Typicality typicality = new Typicality(studies);
		// Eleven alike share everything with ten of eleven others, CIDEr-D 10 each; the twelfth shares no words.
		assertEquals(12 / 11.0, typicality.of(usual), 1e-6);
		assertEquals(0.1f, typicality.of(odd));
		assertEquals(1, typicality.of(alone), "a group too small to tell");
		assertTrue(studies.stream().mapToDouble(typicality::of).sum() > 12);
	}

	private TrainingStudy study(final String report) {
		final TrainingStudy study = new TrainingStudy("s" + studies.size(), List.of(Path.of("image.png")), report, LABELER.label(report), LABELER.label(report),
			LABELER.labelSentences(report), "");
		studies.add(study);
		return study;
	}
}
