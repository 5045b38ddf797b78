package io.github.trrg.clue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class UncertaintyTest {

	private static Clue clue(final String name, final double probability, final double threshold) {
		return new Clue(new Disease(name, List.of(), List.of(), threshold, true), probability, probability >= threshold, List.of());
	}

	@Test
	void onTheThresholdNothingIsKnown() {
		assertEquals(1, Uncertainty.of(List.of(clue("edema", 0.2, 0.2), clue("fracture", 0.7, 0.7))), 1e-12);
	}

	@Test
	void atTheEndsEverythingIs() {
		assertEquals(0, Uncertainty.of(List.of(clue("edema", 0, 0.2), clue("fracture", 1, 0.7), clue("pneumonia", 0, 1), clue("cardiomegaly", 1, 0))));
		assertEquals(0, Uncertainty.of(List.of()));
	}

	/** 0.05 of a threshold of 0.2 is stretched to 0.125, and 0.8 of one of 0.6 to 0.75; entropies of these by hand. */
	@Test
	void betweenItIsTheEntropyOfTheStretchedProbability() {
		final double low = 3 / 8.0 + 7 / 8.0 * Math.log(8 / 7.0) / Math.log(2), high = 0.75 * Math.log(4 / 3.0) / Math.log(2) + 0.25 * 2;
		assertEquals(low, Uncertainty.of(List.of(clue("edema", 0.05, 0.2))), 1e-12);
		assertEquals(high, Uncertainty.of(List.of(clue("edema", 0.8, 0.6))), 1e-12);
		assertEquals((low + high) / 2, Uncertainty.of(List.of(clue("edema", 0.05, 0.2), clue("fracture", 0.8, 0.6), clue(Disease.NO_FINDING, 0.5, 0.5))), 1e-12);
	}

	@Test
	void doubtfulIsWhatLiesWithinATenthOfTheThreshold() {
		assertTrue(Uncertainty.isDoubtful(clue("edema", 0.17, 0.2))); // stretched 0.425
		assertFalse(Uncertainty.isDoubtful(clue("edema", 0.15, 0.2))); // 0.375
		assertTrue(Uncertainty.isDoubtful(clue("edema", 0.34, 0.2))); // 0.5875
		assertFalse(Uncertainty.isDoubtful(clue("edema", 0.38, 0.2))); // 0.6125
	}
}
