package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
	/** What products may read past the last row. */
	private static final int MARGIN = 64;

	/**
	 * Rows of one array or buffer.
	 *
	 * @param held the rows, packed, or null if they are mapped
	 * @param scales of its rows, packed; or null
	 * @param firstOutput number of the first row in this matrix
	 * @param firstBlock number of the first block in this matrix
	 * @param blockRows rows of a block
	 */
	private record Part(Product product, byte[] held, ByteBuffer mapped, float[] scales, int rows, int firstOutput, int firstBlock, int blockRows) {

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
			final float[] scales = matrix.scaleValues();
			final int rowBytes = product.rowBytes;
			final int together = Math.max(4, product.packedRows());
			final int blockRows = Math.max(together, (held ? HELD_BLOCK : BLOCK) / rowBytes / together * together);
			int row = 0;
			for (final ByteBuffer buffer : matrix.parts()) {
				final int inPart = buffer.remaining() / rowBytes;
				final byte[] copy = held ? packed(product, buffer, 0, inPart) : null;
				final Part part = new Part(product, copy, held ? null : buffer, scales(product, scales, matrix.rows(), row, inPart), inPart, outputs, count, blockRows);
				parts.add(part);
				row += inPart;
				outputs += inPart;
				count += part.blocks();
			}
		}
		rows = outputs;
		blocks = count;
	}

	/** Scales of some rows, packed, of those of all {@code rows}. */
	private static float[] scales(final Product product, final float[] scales, final int rows, final int first, final int count) {
		if (scales == null) return null;
		final int ofRow = scales.length / rows;
		final float[] filled = new float[filled(product, count) * ofRow];
		System.arraycopy(scales, first * ofRow, filled, 0, count * ofRow);
		return product.packScales(filled);
	}

	/** A packed copy of some rows. */
	private static byte[] packed(final Product product, final ByteBuffer rows, final int first, final int count) {
		final byte[] copy = new byte[filled(product, count) * product.rowBytes + MARGIN];
		rows.get(rows.position() + first * product.rowBytes, copy, 0, count * product.rowBytes);
		return product.pack(copy, copy.length - MARGIN);
	}

	/** A number of rows, filled up to what is packed together. */
	private static int filled(final Product product, final int count) {
		return (count + product.packedRows() - 1) / product.packedRows() * product.packedRows();
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
		for (int row = first; row < end; row += part.blockRows) {
			final int some = Math.min(part.blockRows, end - row);
			part.product.multiply(rows(part, row, some), x, count, y, part.firstOutput + row, rows);
		}
	}

	/** @param first a multiple of the rows that are packed together */
	private static Product.Rows rows(final Part part, final int first, final int count) {
		if (part.held != null) return new Product.Rows(part.held, first * part.product.rowBytes, count, part.scales, first);
		return new Product.Rows(packed(part.product, part.mapped, first, count), 0, count, part.scales, first);
	}

	/** Copies one row of the weight (an embedding, where the matrix is an embedding table) to {@code target} from {@code offset}. */
	void copyRow(final int row, final float[] target, final int offset) {
		for (final Part part : parts)
			if (row >= part.firstOutput && row < part.firstOutput + part.rows) {
				final int inPart = row - part.firstOutput;
				final int first = inPart / part.product.packedRows() * part.product.packedRows();
				part.product.copyRow(rows(part, first, Math.min(part.product.packedRows(), part.rows - first)), inPart - first, target, offset);
			}
	}
}
