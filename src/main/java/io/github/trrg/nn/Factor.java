package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;

/** A matrix (out, in) that multiplies activations. */
interface Factor {

	/** x (…, in) → (…, out). @param bias (out) or null */
	NDArray linear(NDArray x, NDArray bias);

	/** Its rows, where it is a table. @param indices int64, any shape @return (…, in) */
	NDArray rows(NDArray indices);
}
