package io.github.trrg.decode;

/** The weight of a linear layer, {@code rows} outputs by {@code columns} inputs, stored as suits its product. */
interface Matrix {

	int rows();

	int columns();

	/**
	 * Applies the layer to several inputs in one pass over the weight: y = x Wᵀ.
	 *
	 * @param x (count, columns), row-major
	 * @param y (count, rows), row-major, overwritten
	 */
	void multiply(float[] x, int count, float[] y);

	/** Copies one row of the weight (an embedding, where the matrix is an embedding table) to {@code target} from {@code offset}. */
	void copyRow(int row, float[] target, int offset);
}
