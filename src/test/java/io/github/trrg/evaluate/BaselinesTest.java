package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.ReportCleaning;

class BaselinesTest {

	private static final List<String> TRAINING = List.of("Edema.", "", "Edema.", "No effusion. Clear lungs. Normal heart.", "No effusion. Clear lungs.",
		"Clear lungs. Normal heart.");

	@Test
	void takesTheBestTheMostCommonAndRandomTrainingReports() {
		final Map<String, List<String>> baselines = of(TRAINING, 50);
		assertEquals(List.of("No effusion. Clear lungs. Normal heart."), baselines.get(Baselines.BEST_SINGLE).stream().distinct().toList());
		assertEquals(List.of("Edema."), baselines.get(Baselines.MOST_COMMON).stream().distinct().toList());
		final List<String> random = baselines.get(Baselines.RANDOM);
		assertEquals(50, random.size());
		assertTrue(TRAINING.containsAll(random) && !random.contains(""));
		assertTrue(random.stream().distinct().count() > 1);
		assertEquals(random, of(TRAINING, 50).get(Baselines.RANDOM), "the seed gives the same reports again");
	}

	@Test
	void drawsFromVeryManyReports() {
		final List<String> many = new ArrayList<>();
		for (int i = 0; i < Baselines.COMPARED_AT_MOST + 500; i++)
			many.add("Nodule " + i + ".");
		assertTrue(many.contains(of(many, 1).get(Baselines.BEST_SINGLE).get(0)));
	}

	@Test
	void thereAreNoneWithoutTrainingReports() {
		assertEquals(Map.of(), of(List.of("", " "), 3));
	}

	private static Map<String, List<String>> of(final List<String> training, final int studies) {
		return Baselines.of(training, studies, ReportCleaning.R2GEN_IU, 1);
	}
}
