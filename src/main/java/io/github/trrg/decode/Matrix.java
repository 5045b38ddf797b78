package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;

/**
 * The weight of a linear layer, {@code rows} outputs by {@code columns} inputs; of several layers with the same inputs, if their outputs are
 * wanted one after the other. Rows stay as they are stored: held on the heap, or in their mapped file, from where they are copied a few at a
 * time when they are needed.
 */
final class Matrix {

	/** Bytes of the rows that are copied together, about. */
	private static final int BLOCK = 1 << 14;
	/** Likewise where they need not be copied. */
	private static final int HELD_BLOCK = 1 << 16;
	/** What products may read past the last row and the last scale. */
	private static final int MARGIN = 64;

	/**
	 * Rows of one array or buffer.
	 *
	 * @param held the rows, or null if they are mapped
	 * @param firstRow number of the first row in the stored matrix, as scales count
	 * @param firstOutput its number in this matrix
	 * @param firstBlock number of the first block in this matrix
	 * @param blockRows rows of a block
	 */
	private record Part(Storage storage, Product product, byte[] held, ByteBuffer mapped, float[] scales, int rows, int firstRow, int firstOutput, int firstBlock,
		int blockRows)
	{

		int blocks() {
			return (rows + blockRows - 1) / blockRows;
		}
	}

	private final int rows;
	private final int columns;
	private final List<Part> parts = new ArrayList<>();
	private final int blocks;

	/**
	 * @param held whether rows are copied to the heap
	 * @param stored of equally many inputs
	 */
	Matrix(final Arithmetic arithmetic, final boolean held, final StoredMatrix... stored) {
		columns = stored[0].columns();
		final Map<Storage, Product> products = new EnumMap<>(Storage.class);
		int outputs = 0;
		int count = 0;
		for (final StoredMatrix matrix : stored) {
			final Product product = products.computeIfAbsent(matrix.storage(), storage -> arithmetic.product(storage, columns));
			final float[] scales = widened(matrix.scaleValues());
			final int rowBytes = (int) matrix.storage().rowBytes(columns);
			int row = 0;
			for (final ByteBuffer buffer : matrix.parts()) {
				final ByteBuffer bytes = buffer.duplicate();
				final int inPart = bytes.remaining() / rowBytes;
				final byte[] copy = held ? held(bytes) : null;
				final int blockRows = Math.max(4, (held ? HELD_BLOCK : BLOCK) / rowBytes / 4 * 4);
				final Part part = new Part(matrix.storage(), product, copy, held ? null : buffer, scales, inPart, row, outputs, count, blockRows);
				parts.add(part);
				row += inPart;
				outputs += inPart;
				count += part.blocks();
			}
		}
		rows = outputs;
		blocks = count;
	}

	private static float[] widened(final float[] scales) {
		return scales == null ? null : Arrays.copyOf(scales, scales.length + MARGIN);
	}

	private static byte[] held(final ByteBuffer bytes) {
		final byte[] copy = new byte[bytes.remaining() + MARGIN];
		bytes.get(copy, 0, bytes.remaining());
		return copy;
	}

	int rows() {
		return rows;
	}

	int columns() {
		return columns;
	}

	/**
	 * Applies the layer to several inputs in one pass over the weight: y = x Wᵀ.
	 *
	 * @param x (count, columns), row-major
	 * @param y (count, rows), row-major, overwritten
	 */
	void multiply(final Parallel threads, final float[] x, final int count, final float[] y) {
		final Map<Product, Product.Inputs> arranged = new IdentityHashMap<>();
		for (final Part part : parts)
			arranged.computeIfAbsent(part.product, product -> product.arrange(x, count));
		threads.loop(blocks, (long) count * rows * columns, (from, to) -> {
			for (final Part part : parts) {
				final int first = Math.max(0, from - part.firstBlock);
				final int end = Math.min(part.blocks(), to - part.firstBlock);
				if (first < end) multiply(part, first, end, arranged.get(part.product), count, y);
			}
		});
	}

	private void multiply(final Part part, final int firstBlock, final int endBlock, final Product.Inputs x, final int count, final float[] y) {
		final int first = firstBlock * part.blockRows;
		final int end = Math.min(part.rows, endBlock * part.blockRows);
		final int rowBytes = (int) part.storage.rowBytes(columns);
		final byte[] block = part.held == null ? new byte[part.blockRows * rowBytes + MARGIN] : part.held;
		for (int row = first; row < end; row += part.blockRows) {
			final int some = Math.min(part.blockRows, end - row);
			if (part.held == null) part.mapped.get(row * rowBytes, block, 0, some * rowBytes);
			final Product.Rows these = new Product.Rows(block, part.held == null ? 0 : row * rowBytes, some, part.scales, part.firstRow + row);
			part.product.multiply(these, x, count, y, part.firstOutput + row, rows);
		}
	}

	/** Copies one row of the weight (an embedding, where the matrix is an embedding table) to {@code target} from {@code offset}. */
	void copyRow(final int row, final float[] target, final int offset) {
		for (final Part part : parts)
			if (row >= part.firstOutput && row < part.firstOutput + part.rows) copyRow(part, row - part.firstOutput, target, offset);
	}

	private void copyRow(final Part part, final int row, final float[] target, final int offset) {
		final int rowBytes = (int) part.storage.rowBytes(columns);
		byte[] bytes = part.held;
		if (bytes == null) {
			bytes = new byte[rowBytes];
			part.mapped.get(row * rowBytes, bytes);
		}
		Numbers.read(part.storage, bytes, part.held == null ? 0 : row * rowBytes, 0, columns, part.scales, part.firstRow + row, columns, target, offset);
	}
}
