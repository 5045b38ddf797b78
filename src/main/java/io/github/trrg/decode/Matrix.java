package io.github.trrg.decode;

/** The weight of a linear layer, {@code rows} outputs by {@code columns} inputs, stored in panels of rows as suits its product. */
abstract class Matrix {

	final int rows;
	final int columns;
	private final int width;

	/** @param width rows of a panel */
	Matrix(final int rows, final int columns, final int width) {
		this.rows = rows;
		this.columns = columns;
		this.width = width;
	}

	final int rows() {
		return rows;
	}

	final int columns() {
		return columns;
	}

	/**
	 * Applies the layer to several inputs in one pass over the weight: y = x Wᵀ.
	 *
	 * @param x (count, columns), row-major
	 * @param y (count, rows), row-major, overwritten
	 */
	final void multiply(final float[] x, final int count, final float[] y) {
		Parallel.loop((rows + width - 1) / width, (long) count * rows * columns, (from, to) -> {
			for (int panel = from; panel < to; panel++)
				multiplyPanel(panel, x, count, y);
		});
	}

	/** Computes the outputs of one panel, for all inputs. */
	abstract void multiplyPanel(int panel, float[] x, int count, float[] y);

	/** Copies one row of the weight (an embedding, where the matrix is an embedding table) to {@code target} from {@code offset}. */
	final void copyRow(final int row, final float[] target, final int offset) {
		for (int column = 0; column < columns; column++)
			target[offset + column] = weight(row, column);
	}

	abstract float weight(int row, int column);
}
