package io.github.trrg.nn;

/** Weights of a language model by the names of Hugging Face's {@code LlamaForCausalLM}, as they are stored. */
public interface StoredWeights {

	/**
	 * @return the matrix of that name, null if there is none
	 * @throws io.github.trrg.common.TrrgException if it has another shape
	 */
	StoredMatrix matrix(String name, int rows, int columns);

	/**
	 * @return the numbers of a norm or bias, null if there are none
	 * @throws io.github.trrg.common.TrrgException if there are more or fewer
	 */
	float[] vector(String name, int length);
}
