package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

/** The example of four cases is that of scikit-learn's documentation, with its numbers. */
class RankingTest {

	private static final Ranking EXAMPLE = Ranking.of(new double[] { 0.1, 0.4, 0.35, 0.8 }, new boolean[] { false, false, true, true });

	@Test
	void aurocIsHowOftenAPositiveScoresAboveANegative() {
		assertEquals(OptionalDouble.of(1), Ranking.of(new double[] { 0.1, 0.9, 0.8 }, new boolean[] { false, true, true }).auroc());
		assertEquals(OptionalDouble.of(0), Ranking.of(new double[] { 0.9, 0.1 }, new boolean[] { false, true }).auroc());
		assertEquals(OptionalDouble.of(0.75), EXAMPLE.auroc());
	}

	@Test
	void tiesCountHalf() {
		assertEquals(OptionalDouble.of(0.5), Ranking.of(new double[] { 0.5, 0.5, 0.5 }, new boolean[] { true, false, false }).auroc());
		assertEquals(OptionalDouble.of(0.875), Ranking.of(new double[] { 0.1, 0.4, 0.4, 0.8 }, new boolean[] { false, false, true, true }).auroc());
	}

	@Test
	void averagePrecisionWeighsPrecisionByTheRecallItAdds() {
		assertEquals(0.5 * 1 + 0.5 * 2 / 3, EXAMPLE.averagePrecision().orElseThrow(), 1e-12);
		assertEquals(1 / 3.0, Ranking.of(new double[] { 0.5, 0.5, 0.5 }, new boolean[] { true, false, false }).averagePrecision().orElseThrow(), 1e-12);
	}

	@Test
	void theCurveHasAPointPerScore() {
		assertArrayEquals(new double[] { 0, 0, 0.5, 0.5, 1 }, EXAMPLE.curve()[0]);
		assertArrayEquals(new double[] { 0, 0.5, 0.5, 1, 1 }, EXAMPLE.curve()[1]);
	}

	@Test
	void nothingIsKnownWithoutBothKinds() {
		assertEquals(OptionalDouble.empty(), Ranking.of(new double[] { 0.1, 0.2 }, new boolean[] { true, true }).auroc());
		assertEquals(OptionalDouble.empty(), Ranking.of(new double[] { 0.1, 0.2 }, new boolean[2]).averagePrecision());
		assertEquals(OptionalDouble.empty(), Ranking.of(new double[0], new boolean[0]).auroc());
	}
}
