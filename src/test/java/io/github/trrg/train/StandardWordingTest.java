package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.Label;

class StandardWordingTest {

	private static final String COMMON = "The lungs are clear. Heart size is normal. No pleural effusion.";
	private static final List<TrainingStudy> STUDIES = List.of(study(COMMON), study("The lungs are clear. Heart size is normal. No pneumothorax."), study(
		"Lungs clear. Heart size is normal. No pleural effusion."), study("Normal chest."), study("There is cardiomegaly."), study(""));

	@Test
	void theNormalReportMostLikeTheOthersIsTheStandard() {
		assertEquals(COMMON, new StandardWording(STUDIES).reword(study("Normal chest.")).target());
	}

	@Test
	void whatIsNotNormalStaysAndWhatItMakesUntrueGoes() {
		final TrainingStudy study = study("The heart is enlarged. No effusion. There is a calcified granuloma.", "cardiomegaly");
		assertEquals("The heart is enlarged. There is a calcified granuloma. The lungs are clear. No pleural effusion.", new StandardWording(STUDIES).reword(study)
			.target());
	}

	@Test
	void clearLungsHaveNoOpacity() {
		final TrainingStudy study = study("There is an opacity in the left lung.", "lung opacity");
		assertEquals("There is an opacity in the left lung. Heart size is normal. No pleural effusion.", new StandardWording(STUDIES).reword(study).target());
	}

	@Test
	void withoutANormalStudyNothingChanges() {
		final TrainingStudy study = study("There is cardiomegaly. No effusion.", "cardiomegaly");
		assertSame(study, new StandardWording(List.of(study)).reword(study));
	}

	private static TrainingStudy study(final String target, final String... present) {
		final Map<String, Label> labels = Arrays.stream(present).collect(Collectors.toMap(name -> name, name -> Label.POSITIVE));
		return new TrainingStudy("1", "1", List.of(), target, labels, labels, List.of(), "", List.of());
	}
}
