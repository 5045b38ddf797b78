package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

class AurocTest {

	@Test
	void isHowOftenAPositiveScoresAboveANegative() {
		assertEquals(OptionalDouble.of(1), Auroc.of(new double[] { 0.1, 0.9, 0.8 }, new boolean[] { false, true, true }));
		assertEquals(OptionalDouble.of(0), Auroc.of(new double[] { 0.9, 0.1 }, new boolean[] { false, true }));
		assertEquals(OptionalDouble.of(0.75), Auroc.of(new double[] { 0.1, 0.4, 0.35, 0.8 }, new boolean[] { false, false, true, true }));
	}

	@Test
	void countsTiesHalf() {
		assertEquals(OptionalDouble.of(0.5), Auroc.of(new double[] { 0.5, 0.5, 0.5 }, new boolean[] { true, false, false }));
		assertEquals(OptionalDouble.of(0.875), Auroc.of(new double[] { 0.1, 0.4, 0.4, 0.8 }, new boolean[] { false, false, true, true }));
	}

	@Test
	void isUnknownWithoutBothKinds() {
		assertEquals(OptionalDouble.empty(), Auroc.of(new double[] { 0.1, 0.2 }, new boolean[] { true, true }));
		assertEquals(OptionalDouble.empty(), Auroc.of(new double[0], new boolean[0]));
	}

	@Test
	void clueMeanTakesFindingsWithEnoughPositives() {
		final List<Map<String, Double>> clues = new ArrayList<>();
		final List<Map<Finding, Label>> labels = new ArrayList<>();
		for (int study = 0; study < 40; study++) {
			final Map<Finding, Label> said = new EnumMap<>(Finding.class);
			if (study < 10) said.put(Finding.EDEMA, Label.POSITIVE);
			if (study < 9) said.put(Finding.FRACTURE, Label.POSITIVE);
			if (study == 20) said.put(Finding.EDEMA, Label.UNCERTAIN);
			labels.add(said);
			clues.add(Map.of("edema", study < 10 ? 0.9 : 0.1, "fracture", 0.5, "hiatal hernia", 0.7));
		}
		final ClueScores scores = new ClueScores(clues, labels);
		assertEquals(Set.of("edema", "fracture"), scores.diseases());
		assertEquals(10, scores.positives("edema"));
		assertEquals(OptionalDouble.of(1), scores.auroc("edema"));
		assertEquals(OptionalDouble.of(0.5), scores.auroc("fracture"));
		assertEquals(OptionalDouble.of(1), scores.meanAuroc());
	}
}
