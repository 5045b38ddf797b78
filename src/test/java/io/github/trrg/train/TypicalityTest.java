package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;

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
		final Map<String, Label> labels = LABELER.label(report).entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().diseaseName(), Map.Entry::getValue));
		final String id = "s" + studies.size();
		final TrainingStudy study = new TrainingStudy(id, id, List.of(Path.of("image.png")), report, labels, labels, LABELER.labelSentences(report), "", List.of());
		studies.add(study);
		return study;
	}
}
