package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class BootstrapTest {

	@Test
	void coversTheMeanAsTheoryForesees() {
		final Bootstrap.Interval interval = intervals(400, 1).get("rate");
		// a rate of 1/4 over 400 studies has a standard error of sqrt(.25 * .75 / 400) = .0217
		assertEquals(0.25 - 1.96 * 0.0217, interval.low(), 0.01);
		assertEquals(0.25 + 1.96 * 0.0217, interval.high(), 0.01);
	}

	@Test
	void theSeedGivesTheSameIntervalAgain() {
		assertEquals(intervals(40, 7), intervals(40, 7));
		assertNotEquals(intervals(40, 7), intervals(40, 8));
	}

	@Test
	void oneStudyHasNoSpread() {
		assertEquals(new Bootstrap.Interval(1, 1), intervals(1, 1).get("rate"));
	}

	@Test
	void aNumberThatSomeDrawsLackRestsOnTheOthers() {
		final Map<String, Bootstrap.Interval> intervals = Bootstrap.intervals(2, 200, 1, sample -> sample[0] == 0 ? Map.of("first", 3.0) : Map.of());
		assertEquals(new Bootstrap.Interval(3, 3), intervals.get("first"));
		assertTrue(Bootstrap.intervals(2, 200, 1, sample -> Map.of()).isEmpty());
	}

	@Test
	void differencesArePairedStudyByStudy() {
		// always a tenth better: no draw moves the difference
		final Map<String, Bootstrap.Difference> sure = Bootstrap.differences(50, 500, 1, sample -> Map.of("rate", rate(sample) + 0.1, "alone", 1.0), sample -> Map.of("rate", rate(
			sample)));
		assertEquals(Set.of("rate"), sure.keySet());
		assertEquals(0.1, sure.get("rate").interval().low(), 1e-12);
		assertEquals(0.1, sure.get("rate").interval().high(), 1e-12);
		assertEquals(2 / 500.0, sure.get("rate").p());
		assertEquals(1, Bootstrap.differences(50, 500, 1, sample -> Map.of("rate", rate(sample)), sample -> Map.of("rate", rate(sample))).get("rate").p());
	}

	private static double rate(final int... sample) {
		return Arrays.stream(sample).filter(i -> i % 4 == 0).count() / (double) sample.length;
	}

	/** Every fourth study counts. */
	private static Map<String, Bootstrap.Interval> intervals(final int studies, final long seed) {
		return Bootstrap.intervals(studies, 1000, seed, sample -> Map.of("rate", rate(sample)));
	}
}
