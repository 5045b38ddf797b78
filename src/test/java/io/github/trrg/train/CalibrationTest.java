package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class CalibrationTest {

	/** Every pair of thresholds is tried: none is better than the pair that was found. */
	@Test
	void noOtherThresholdsHaveABetterMicroF1() {
		final Random random = new Random(5);
		for (int round = 0; round < 50; round++) {
			final double[][] scores = new double[2][20];
			final boolean[][] present = new boolean[2][20];
			for (int k = 0; k < 2; k++)
				for (int i = 0; i < 20; i++) {
					present[k][i] = random.nextInt(4) == 0;
					scores[k][i] = random.nextDouble() + (present[k][i] ? 0.4 * (1 - k) : 0);
				}
			present[0][0] = true;
			double best = 0;
			for (final double first : scores[0])
				for (final double second : scores[1])
					for (final double[] thresholds : new double[][] { { first, second }, { first, 2 }, { 2, second } })
						best = Math.max(best, microF1(scores, present, thresholds));
			assertEquals(best, microF1(scores, present, Calibration.maximiseMicroF1(scores, present)), 1e-12);
		}
	}

	private static double microF1(final double[][] scores, final boolean[][] present, final double[] thresholds) {
		int hits = 0;
		int sum = 0;
		for (int k = 0; k < scores.length; k++)
			for (int i = 0; i < scores[k].length; i++) {
				final boolean called = scores[k][i] >= thresholds[k];
				if (called && present[k][i]) hits++;
				sum += (called ? 1 : 0) + (present[k][i] ? 1 : 0);
			}
		return 2.0 * hits / sum;
	}

	@Test
	void aDiseaseWhoseScoresSayNothingIsNotCalledWhereAnotherIsPerceivedWell() {
		final double[] thresholds = Calibration.maximiseMicroF1(new double[][] { { 0.9, 0.8, 0.2, 0.1 }, { 0.9, 0.8, 0.7, 0.6 } },
			new boolean[][] { { true, true, false, false }, { false, false, false, true } });
		assertArrayEquals(new double[] { 0.8, 0.900001 }, thresholds, 1e-9);
	}

	@Test
	void theQuantileLetsThroughAsManyAsAsked() {
		final double threshold = Calibration.quantile(new double[] { 0.4, 0.1, 0.3, 0.2 }, 2);
		assertEquals(0.2, threshold, 1e-5);
		assertEquals(true, 0.3 >= threshold && 0.2 < threshold);
	}
}
