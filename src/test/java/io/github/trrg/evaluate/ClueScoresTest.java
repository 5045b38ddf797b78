package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

class ClueScoresTest {

	private ClueScores scores;
	private ClueScores withUncertain;

	/** 40 studies, 10 with edema, 9 with a fracture. */
	@BeforeEach
	void score() {
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
		scores = new ClueScores(clues, labels);
		withUncertain = new ClueScores(clues, labels, Set.of(Label.POSITIVE, Label.UNCERTAIN));
	}

	@Test
	void theMeanTakesFindingsWithEnoughPositives() {
		assertEquals(Set.of("edema", "fracture"), scores.diseases());
		assertEquals(List.of("edema"), scores.frequentDiseases());
		assertEquals(10, scores.positives("edema"));
		assertEquals(OptionalDouble.of(1), scores.auroc("edema"));
		assertEquals(OptionalDouble.of(0.5), scores.auroc("fracture"));
		assertEquals(OptionalDouble.of(1), scores.meanAuroc());
		assertEquals(OptionalDouble.of(1), scores.meanAveragePrecision());
	}

	/** 10 edemas at .9 and one at .1 among 29 others at .1: of 11 · 29 pairs 10 · 29 are right and 29 are ties. */
	@Test
	void uncertainFindingsMayCountAsPresent() {
		assertEquals(11, withUncertain.positives("edema"));
		assertEquals(10.5 / 11, withUncertain.auroc("edema").orElseThrow(), 1e-12);
	}

	@Test
	void reliabilityComparesProbabilitiesWithRates() {
		assertEquals(0.1, scores.reliability("edema").expectedError(), 1e-12);
		assertEquals(0.5 - 9 / 40.0, scores.reliability("fracture").expectedError(), 1e-12);
		assertEquals((0.1 + 0.5 - 9 / 40.0) / 2, scores.reliability().expectedError(), 1e-12);
		assertEquals(List.of(new Reliability.Bin(40, 0.5, 9 / 40.0)), scores.reliability("fracture").bins());
	}

	@Test
	void aProbabilityOfOneFallsIntoTheLastBin() {
		final Reliability reliability = Reliability.of(new double[] { 0, 0.05, 0.15, 1 }, new boolean[] { false, false, true, true });
		assertEquals(List.of(2, 1, 1), reliability.bins().stream().map(Reliability.Bin::cases).toList());
		assertEquals((2 * 0.025 + 0.85 + 0) / 4, reliability.expectedError(), 1e-12);
	}
}
