package io.github.trrg.decode;

/** How rows of one storage are multiplied with inputs. Stateless; what it yields for an input depends on no other input or row. */
abstract class Product {

	/**
	 * Rows of a matrix.
	 *
	 * @param bytes as they are stored
	 * @param at where the first of them begins
	 * @param count number of rows
	 * @param scales of all rows of the matrix; null where there are none
	 * @param first number of the first row in the matrix
	 */
	record Rows(byte[] bytes, int at, int count, float[] scales, int first) {}

	/**
	 * Inputs in the order in which the weights are met.
	 *
	 * @param numbers of each input
	 * @param whole numbers of each input where it is rounded; null otherwise
	 */
	record Inputs(float[] numbers, short[] whole) {}

	final int columns;

	Product(final int columns) {
		this.columns = columns;
	}

	/**
	 * Brings inputs into the order in which the weights are met.
	 *
	 * @param x (count, columns)
	 */
	Inputs arrange(final float[] x, final int count) {
		return new Inputs(x, null);
	}

	/**
	 * @param x arranged inputs
	 * @param y where the outputs go: that of row r and input i to {@code to + i · stride + r}
	 */
	abstract void multiply(Rows rows, Inputs x, int count, float[] y, int to, int stride);
}
