package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExponentialTest {

	@Test
	void isThatOfJavaToSixDigits() {
		for (double x = -86.9; x < 88; x += 0.0137)
			assertEquals(1, Exponential.exp((float) x) / Math.exp((float) x), 3e-7, "at " + x);
		assertEquals(1, Exponential.exp(0));
	}

	@Test
	void staysFiniteAtTheEnds() {
		assertEquals(0, Exponential.exp(-1000));
		assertEquals(0, Exponential.exp(Float.NEGATIVE_INFINITY));
		assertEquals(Math.exp(88), Exponential.exp(1000), 1e32);
	}
}
