package io.github.trrg.model;

import java.util.HashMap;
import java.util.Map;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Lora;

/** Rows of weight matrices with their adapters (LoRA) merged in. */
final class MergedRows {

	private static final String DOWN = ".lora_A.weight";
	private static final String UP = ".lora_B.weight";
	/** Numbers that are read together. */
	private static final int PIECE = 1 << 20;

	/** @param down A (rank, in) @param up B (out, rank) */
	private record Adapter(float[] down, float[] up) {}

	private final Weights weights;
	private final Lora lora;
	private final Map<String, Adapter> adapters = new HashMap<>();
	private String name = "";
	private long first;
	private float[] piece = new float[0];

	/** @param lora the adapters, or null if there are none */
	MergedRows(final Weights weights, final Lora lora) {
		this.weights = weights;
		this.lora = lora;
	}

	static boolean isAdapter(final String name) {
		return name.endsWith(DOWN) || name.endsWith(UP);
	}

	/** Whether an adapter is to be merged into a matrix. */
	boolean hasAdapter(final String matrix) {
		return lora != null && weights.names().contains(module(matrix) + DOWN);
	}

	/** @return a row of a matrix; a new array */
	float[] row(final String matrix, final long row) {
		final long[] shape = weights.shape(matrix);
		final int columns = (int) shape[1];
		if (!matrix.equals(name) || row < first || (row - first + 1) * columns > piece.length) {
			name = matrix;
			first = row;
			piece = weights.floats(matrix, row * columns, (int) Math.min(shape[0] - row, Math.max(1, PIECE / columns)) * columns);
		}
		final float[] values = new float[columns];
		System.arraycopy(piece, (int) (row - first) * columns, values, 0, columns);
		final Adapter adapter = adapters.computeIfAbsent(matrix, this::adapter);
		if (adapter.down != null) {
			final float[] up = new float[lora.rank()];
			System.arraycopy(adapter.up, (int) row * lora.rank(), up, 0, up.length);
			lora.merge(values, adapter.down, up);
		}
		for (final float value : values)
			if (!Float.isFinite(value)) throw new TrrgException("The weight " + matrix + " has a value that is no finite number, in row " + row +
				". The model is damaged.");
		return values;
	}

	private Adapter adapter(final String matrix) {
		if (!hasAdapter(matrix)) return new Adapter(null, null);
		return new Adapter(weights.floats(module(matrix) + DOWN), weights.floats(module(matrix) + UP));
	}

	private static String module(final String matrix) {
		return matrix.substring(0, matrix.lastIndexOf('.'));
	}
}
