package io.github.trrg.nn;

import java.util.Random;

/** Values a parameter starts with when no weights are given. */
@FunctionalInterface
public interface Init {

	void fill(float[] values, long[] shape, Random random);

	/** All the same. */
	static Init constant(final double value) {
		return (values, shape, random) -> java.util.Arrays.fill(values, (float) value);
	}

	/** Normal with mean 0 and this standard deviation. */
	static Init normal(final double deviation) {
		return (values, shape, random) -> {
			for (int i = 0; i < values.length; i++)
				values[i] = (float) (random.nextGaussian() * deviation);
		};
	}

	/** Normal scaled to keep variance through rectified convolutions (He et al. 2015, fan-out), for shape (out, in, h, w). */
	static Init he() {
		return (values, shape, random) -> normal(Math.sqrt(2.0 / (shape[0] * shape[2] * shape[3]))).fill(values, shape, random);
	}

	/** Normal with variance 1 / fan-in, for shape (out, in). */
	static Init fanIn() {
		return (values, shape, random) -> normal(1 / Math.sqrt(shape[1])).fill(values, shape, random);
	}
}
