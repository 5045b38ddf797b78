package io.github.trrg.nn;

/**
 * A low-rank adapter: W + (alpha / rank) B A.
 *
 * @param rank columns of B
 * @param alpha numerator of the scale
 */
public record Lora(int rank, double alpha) {

	public double scale() {
		return alpha / rank;
	}

	/**
	 * Adds an adapter to the weight it stands beside.
	 *
	 * @param weight (out, in), row-major; changed
	 * @param down A (rank, in)
	 * @param up B (out, rank)
	 */
	public void merge(final float[] weight, final float[] down, final float[] up) {
		final int in = down.length / rank;
		for (int o = 0; o < up.length / rank; o++)
			for (int r = 0; r < rank; r++) {
				final float factor = (float) (up[o * rank + r] * scale());
				for (int i = 0; i < in; i++)
					weight[o * in + i] += factor * down[r * in + i];
			}
	}
}
