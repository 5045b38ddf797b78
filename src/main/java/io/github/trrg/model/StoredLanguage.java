package io.github.trrg.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** The language model's weights in a file or folder, mapped: what was not asked for is not in memory, and what was may leave it again. */
public final class StoredLanguage implements StoredWeights {

	/** What the name of a matrix's scales has after the matrix's own. */
	static final String SCALE = ".scale";

	/** Most bytes of a part. */
	private static final int PART = 1 << 30;

	private final Weights weights;
	private final String prefix;

	/**
	 * @param weights may be closed when all matrices have been asked for: mappings outlive it
	 * @param prefix what the names have before those of {@code LlamaForCausalLM}
	 */
	public StoredLanguage(final Weights weights, final String prefix) {
		this.weights = weights;
		this.prefix = prefix;
	}

	@Override
	public StoredMatrix matrix(final String name, final int rows, final int columns) {
		final String full = prefix + name;
		if (!weights.names().contains(full)) return null;
		final Storage storage = storage(full);
		require(full, rows, storage == Storage.INT4 ? columns / 2 : columns);
		if (storage == Storage.INT4 && columns % StoredMatrix.GROUP != 0) throw new TrrgException("The weight " + full +
			" is stored in 4 bits, which needs a multiple of " + StoredMatrix.GROUP + " inputs, not " + columns + ". The model is damaged.");
		final long rowBytes = storage.rowBytes(columns);
		final int rowsPerPart = (int) Math.max(1, Math.min(rows, PART / rowBytes));
		final List<ByteBuffer> parts = new ArrayList<>();
		for (int row = 0; row < rows; row += rowsPerPart)
			parts.add(weights.bytes(full, row * rowBytes, (int) (Math.min(rowsPerPart, rows - row) * rowBytes)));
		return new StoredMatrix(storage, rows, columns, parts, rowsPerPart, scales(full, storage, rows, columns));
	}

	private ByteBuffer scales(final String name, final Storage storage, final int rows, final int columns) {
		if (storage == Storage.INT8) require(name + SCALE, DType.F32, rows);
		else if (storage == Storage.INT4) require(name + SCALE, DType.F16, rows, columns / StoredMatrix.GROUP);
		else return null;
		return weights.bytes(name + SCALE);
	}

	@Override
	public float[] vector(final String name, final int length) {
		if (!weights.names().contains(prefix + name)) return null;
		require(prefix + name, length);
		return weights.floats(prefix + name);
	}

	private Storage storage(final String name) {
		return switch (weights.dtype(name)) {
			case F32 -> Storage.F32;
			case BF16 -> Storage.BF16;
			case F16 -> Storage.F16;
			case I8 -> Storage.INT8;
			case U8 -> Storage.INT4;
			default -> throw new TrrgException("The weight " + name + " is stored as " + weights.dtype(name) +
				", which is supported for no matrix. Convert the model to F32, F16 or BF16.");
		};
	}

	private void require(final String name, final DType dtype, final long... shape) {
		if (!weights.names().contains(name) || weights.dtype(name) != dtype) throw new TrrgException("The weights lack " + name + " of type " + dtype +
			", without which the rounded weight beside it means nothing. The model is damaged; quantize it again.");
		require(name, shape);
	}

	private void require(final String name, final long... shape) {
		if (!Arrays.equals(weights.shape(name), shape)) throw new TrrgException("The weight " + name + " has shape " + Arrays.toString(weights.shape(name)) +
			", but config.json asks for " + Arrays.toString(shape) + ". The files do not belong together.");
	}
}
