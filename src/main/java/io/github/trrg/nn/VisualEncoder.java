package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;

/** Turns pixels into patch tokens. */
public interface VisualEncoder {

	/**
	 * @param pixels (N, C, S, S), normalised
	 * @param training whether batch statistics are used and updated
	 * @return patch tokens (N, rows·columns, width), row-major
	 */
	NDArray encode(NDArray pixels, boolean training);

	/** Width D of a token. */
	int width();

	/** Pixels per patch side: the patch grid of an S × S input has ⌈S / stride⌉ rows and columns. */
	int stride();
}
