package io.github.trrg.decode;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;

/** How rows of one storage are multiplied with inputs. Stateless; what it yields for an input depends on no other input or row. */
abstract class Product {

	/**
	 * Rows of a matrix.
	 *
	 * @param bytes packed
	 * @param at where the first of them begins
	 * @param count number of rows
	 * @param scales of the rows from which these are taken, packed; null where there are none
	 * @param first number of the first row among those
	 */
	record Rows(byte[] bytes, int at, int count, float[] scales, int first) {}

	/**
	 * Inputs in the order in which the weights are met.
	 *
	 * @param numbers of each input
	 * @param whole numbers of each input where it is rounded; null otherwise
	 */
	record Inputs(float[] numbers, int[] whole) {}

	final Storage storage;
	final int columns;
	/** Bytes of a row. */
	final int rowBytes;

	Product(final Storage storage, final int columns) {
		this.storage = storage;
		this.columns = columns;
		rowBytes = (int) storage.rowBytes(columns);
	}

	/** Rows that are packed together: numbers of rows are filled up to multiples of this. */
	int packedRows() {
		return 1;
	}

	/**
	 * Brings rows into the order in which they are multiplied.
	 *
	 * @param rows as they are stored, a multiple of {@link #packedRows()}
	 * @param count bytes to pack
	 * @return an array that is no shorter, or the same
	 */
	byte[] pack(final byte[] rows, final int count) {
		return rows;
	}

	/** Likewise their scales. */
	float[] packScales(final float[] scales) {
		return scales;
	}

	/** Copies one of the rows, as numbers. */
	void copyRow(final Rows rows, final int row, final float[] target, final int offset) {
		Numbers.read(storage, rows.bytes, rows.at + row * rowBytes, 0, columns, rows.scales, rows.first + row, columns, target, offset);
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
