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
}
