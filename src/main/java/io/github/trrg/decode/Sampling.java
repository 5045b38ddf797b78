package io.github.trrg.decode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** Temperature and nucleus sampling (Holtzman et al. 2020). */
final class Sampling {

	private Sampling() {}

	/**
	 * @param scores logits (V)
	 * @param max the largest of them
	 * @param temperature above 0
	 * @param topP above 0, to 1
	 */
	static int draw(final float[] scores, final float max, final double temperature, final double topP, final Random random) {
		final double[] weights = new double[scores.length];
		double sum = 0;
		for (int i = 0; i < weights.length; i++) {
			weights[i] = Math.exp((scores[i] - max) / temperature);
			sum += weights[i];
		}
		final int[] candidates = topP < 1 ? nucleus(weights, sum, topP) : IntStream.range(0, weights.length).toArray();
		double left = random.nextDouble() * Arrays.stream(candidates).mapToDouble(i -> weights[i]).sum();
		int last = 0;
		for (final int candidate : candidates) {
			if (weights[candidate] == 0) continue;
			last = candidate;
			left -= weights[candidate];
			if (left < 0) break;
		}
		return last;
	}

	/** The fewest tokens whose probabilities reach {@code topP} together, most probable first. */
	private static int[] nucleus(final double[] weights, final double sum, final double topP) {
		// All tokens below this together hold less than 1 − topP, so none of them is needed: saves sorting the whole vocabulary.
		final double least = (1 - topP) * sum / weights.length;
		final int[] sorted = IntStream.range(0, weights.length).filter(i -> weights[i] >= least).boxed()
			.sorted(Comparator.comparingDouble((Integer i) -> -weights[i]).thenComparingInt(i -> i)).mapToInt(i -> i).toArray();
		double held = 0;
		int count = 0;
		while (count < sorted.length && held < topP * sum)
			held += weights[sorted[count++]];
		return Arrays.copyOf(sorted, count);
	}
}
