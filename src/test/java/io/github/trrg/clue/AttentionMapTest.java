package io.github.trrg.clue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class AttentionMapTest {

	/** A Gaussian of standard deviation 1 weighs 1, e^(-1/2) = 0.6065 and e^-2 = 0.1353 at distances 0, 1 and 2. */
	@Test
	void blurringSpreadsAPatchOverItsNeighbours() {
		final double one = 0.60653, two = 0.13534;
		final float edge = (float) (one / (1 + one + two)), centre = (float) (1 / (1 + 2 * one));
		assertArrayEquals(new float[] { edge, centre, edge }, new AttentionMap(1, 3, new float[] { 0, 1, 0 }).blurred(1).weights(), 1e-4f);
		assertArrayEquals(new float[] { edge, centre, edge }, new AttentionMap(3, 1, new float[] { 0, 1, 0 }).blurred(1).weights(), 1e-4f);
		// Two directions multiply: a row of three above an empty row.
		final float down = (float) (1 / (1 + one)), up = (float) (one / (1 + one));
		assertArrayEquals(new float[] { edge * down, centre * down, edge * down, edge * up, centre * up, edge * up }, new AttentionMap(2, 3, new float[] { 0, 1, 0, 0, 0,
			0 }).blurred(1).weights(), 1e-4f);
	}

	@Test
	void anEvenMapStaysEvenAndZeroChangesNothing() {
		final AttentionMap even = new AttentionMap(2, 2, new float[] { 3, 3, 3, 3 });
		assertArrayEquals(even.weights(), even.blurred(2).weights(), 1e-6f);
		assertSame(even, even.blurred(0));
	}
}
