package io.github.trrg.nn;

/**
 * A low-rank adapter: W + (alpha / rank) B A.
 *
 * @param rank columns of B
 * @param alpha numerator of the scale
 */
public record Lora(int rank, double alpha) {

	/**
	 * Of one weight (out, in), to which it adds scale · B A.
	 *
	 * @param down A (rank, in), row-major
	 * @param up B (out, rank)
	 */
	public record Adapter(int rank, float[] down, float[] up, double scale) {}

	/** The adapter of a weight, by the weight's name and shape (out, in). @param numbers of all adapters @return null if it has none */
	public Adapter adapter(final Parameters.Source numbers, final String weight, final int out, final int in) {
		final String module = weight.substring(0, weight.lastIndexOf('.'));
		final float[] down = numbers.read(module + ".lora_A.weight", new long[] { rank, in });
		return down == null ? null : new Adapter(rank, down, numbers.read(module + ".lora_B.weight", new long[] { out, rank }), scale());
	}

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
