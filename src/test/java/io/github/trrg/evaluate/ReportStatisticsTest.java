package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class ReportStatisticsTest {

	@Test
	void countsWhatDiffersAndHowLongItIs() {
		final ReportStatistics statistics = ReportStatistics.of(List.of("no edema . clear lungs .", "no edema . clear lungs .", "edema .", " .", ". . ."));
		assertEquals(4, statistics.distinct());
		assertEquals(2, statistics.empty(), "punctuation says nothing");
		assertArrayEquals(new int[] { 0, 0, 1, 4, 4 }, statistics.words());
		assertEquals(9 / 5.0, statistics.meanWords());
	}

	@Test
	void repetitionIsThePartOfRunsThatStoodThereBefore() {
		// a b c d, b c d a, c d a b, d a b c, a b c d: one of five is there twice
		assertEquals(1 / 5.0, ReportStatistics.of(List.of("a b c d a b c d")).repetition(), 1e-12);
		assertEquals(0, ReportStatistics.of(List.of("a b c")).repetition());
		assertEquals(1 / 10.0, ReportStatistics.of(List.of("a b c d . a b c d", "x")).repetition(), 1e-12);
	}
}
