package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class StandardWordingTest {

	private static final String COMMON = "The lungs are clear. Heart size is normal. No pleural effusion.";
	private static final List<TrainingStudy> STUDIES = List.of(study(COMMON), study("The lungs are clear. Heart size is normal. No pneumothorax."), study(
		"Lungs clear. Heart size is normal. No pleural effusion."), study("Normal chest."), study("There is cardiomegaly."), study(""));

	@Test
	void theNormalReportMostLikeTheOthersStandsForNormalOnes() {
		assertEquals(COMMON, new StandardWording(STUDIES).reword(study("Normal chest.")).target());
	}

	@Test
	void whatDescribesMoreThanANormalChestStays() {
		for (final String target : List.of("The heart is enlarged. No effusion.", "Lungs are clear. There is a calcified granuloma.", "Lungs are clear. A port is present.",
			"")) {
			final TrainingStudy study = study(target);
			assertSame(study, new StandardWording(STUDIES).reword(study), target);
		}
	}

	private static TrainingStudy study(final String target) {
		return new TrainingStudy("1", "1", List.of(), target, Map.of(), Map.of(), List.of(), "", List.of());
	}
}
