package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

class AdamWTest {

	/** Three updates of f(w) = Σ c w², against the formulas of Loshchilov and Hutter written out in double precision. */
	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void followsThePublishedFormulas(final Device device) {
		final double[] c = { 1, -2, 0.5, 3 };
		final double[] w = { 0.5, 1, -1, 2 };
		try (NDManager manager = Torch.newManager(device)) {
			Torch.setGradients(true);
			final NDArray weight = manager.create(new float[] { 0.5f, 1, -1, 2 }, new Shape(2, 2));
			weight.setRequiresGradient(true);
			final double[] mean = new double[4];
			final double[] variance = new double[4];
			try (AdamW optimizer = new AdamW(Map.of("w", weight), 0.1)) {
				for (int t = 1; t <= 3; t++) {
					final NDArray factors = manager.create(new float[] { 1, -2, 0.5f, 3 }, new Shape(2, 2));
					Torch.backward(factors.mul(weight).mul(weight).sum());
					final double norm = optimizer.update(0.01, 1, 2);
					double expectedNorm = 0;
					for (int i = 0; i < 4; i++)
						expectedNorm += Math.pow(2 * c[i] * w[i], 2);
					expectedNorm = Math.sqrt(expectedNorm);
					assertEquals(expectedNorm, norm, 1e-4);
					for (int i = 0; i < 4; i++) {
						final double g = 2 * c[i] * w[i] * Math.min(1, 2 / expectedNorm);
						mean[i] = 0.9 * mean[i] + 0.1 * g;
						variance[i] = 0.98 * variance[i] + 0.02 * g * g;
						final double m = mean[i] / (1 - Math.pow(0.9, t));
						final double v = variance[i] / (1 - Math.pow(0.98, t));
						w[i] -= 0.01 * (m / (Math.sqrt(v) + 1e-8) + 0.1 * w[i]);
					}
				}
			}
			assertArrayEquals(new float[] { (float) w[0], (float) w[1], (float) w[2], (float) w[3] }, weight.toFloatArray(), 1e-5f);
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void vectorsDoNotDecay(final Device device) {
		try (NDManager manager = Torch.newManager(device)) {
			Torch.setGradients(true);
			final NDArray bias = manager.create(new float[] { 5, -5 });
			bias.setRequiresGradient(true);
			try (AdamW optimizer = new AdamW(Map.of("bias", bias), 0.5)) {
				Torch.backward(manager.zeros(new Shape(2)).mul(bias).sum());
				optimizer.update(0.1, 1, 1);
			}
			assertArrayEquals(new float[] { 5, -5 }, bias.toFloatArray());
		}
	}

	@Test
	void scheduleWarmsUpAndFallsToItsMinimum() {
		final Schedule schedule = new Schedule(1, 0.01, 10, 110);
		assertEquals(0.1, schedule.rate(0), 1e-12);
		assertEquals(1, schedule.rate(9), 1e-12);
		assertEquals(1, schedule.rate(10), 1e-12);
		assertEquals(0.505, schedule.rate(60), 1e-12);
		assertEquals(0.01, schedule.rate(110), 1e-12);
		assertEquals(0.01, schedule.rate(1000), 1e-12);
	}
}
