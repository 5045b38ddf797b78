package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MapScoreTest {

	private static final boolean[] RIGHT_HALF = { false, false, true, true };

	@Test
	void comparesAMapWithAMark() {
		// the maximum lies right; 3 of 4 parts of the sum do; half of the maximum is reached at three places, two of them marked
		assertEquals(new MapScore(1, 3 / 4.0, 2 / 3.0), MapScore.of(new float[] { 0, 1, 2, 1 }, RIGHT_HALF));
		assertEquals(new MapScore(0, 1 / 4.0, 0), MapScore.of(new float[] { 0, 3, 0, 1 }, RIGHT_HALF));
	}

	@Test
	void anEvenMapKnowsAsMuchAsChance() {
		assertEquals(new MapScore(0.5, 0.5, 0.5), MapScore.ofChance(RIGHT_HALF));
		assertEquals(MapScore.ofChance(RIGHT_HALF), MapScore.of(new float[] { 2, 2, 2, 2 }, RIGHT_HALF));
		assertEquals(MapScore.ofChance(RIGHT_HALF), MapScore.of(new float[4], RIGHT_HALF));
	}

	@Test
	void theCentrePriorBetsOnTheMiddle() {
		final boolean[] middle = new boolean[9], corner = new boolean[9];
		middle[4] = corner[0] = true;
		final MapScore hit = MapScore.ofCentre(middle, 3), miss = MapScore.ofCentre(corner, 3);
		assertEquals(1, hit.pointing());
		assertEquals(0, miss.pointing());
		// one third of a side off the centre is 4/3 deviations
		final double edge = Math.exp(-8 / 9.0), all = 1 + 4 * edge + 4 * edge * edge;
		assertEquals(1 / all, hit.coverage(), 1e-6);
		assertEquals(edge * edge / all, miss.coverage(), 1e-6);
		assertEquals(1, hit.overlap(), "only the middle reaches half of the maximum");
	}
}
