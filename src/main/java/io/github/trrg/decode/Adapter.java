package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;

/** Low-rank adapters (LoRA) beside matrices that share an input and whose outputs are wanted one after the other. */
final class Adapter {

	private final Matrix down; // (ranks, in)
	private final Matrix up; // (outputs, ranks): the blocks of the matrices on the diagonal, scaled

	private Adapter(final Matrix down, final Matrix up) {
		this.down = down;
		this.up = up;
	}

	/** @param adapters null for a matrix without one @return null if none has one */
	static Adapter of(final Arithmetic arithmetic, final StoredMatrix[] matrices, final Lora.Adapter... adapters) {
		final int ranks = Arrays.stream(adapters).filter(Objects::nonNull).mapToInt(Lora.Adapter::rank).sum();
		if (ranks == 0) return null;
		final int in = matrices[0].columns();
		final int outputs = Arrays.stream(matrices).mapToInt(StoredMatrix::rows).sum();
		final float[] down = new float[ranks * in];
		final float[] up = new float[outputs * ranks];
		int row = 0;
		int rank = 0;
		for (int i = 0; i < matrices.length; i++) {
			final Lora.Adapter adapter = adapters[i];
			if (adapter != null) {
				System.arraycopy(adapter.down(), 0, down, rank * in, adapter.down().length);
				for (int o = 0; o < matrices[i].rows(); o++)
					for (int r = 0; r < adapter.rank(); r++)
						up[(row + o) * ranks + rank + r] = (float) (adapter.scale() * adapter.up()[o * adapter.rank() + r]);
				rank += adapter.rank();
			}
			row += matrices[i].rows();
		}
		return new Adapter(matrix(arithmetic, down, ranks, in), matrix(arithmetic, up, outputs, ranks));
	}

	private static Matrix matrix(final Arithmetic arithmetic, final float[] values, final int rows, final int columns) {
		final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return new Matrix(arithmetic, true, new StoredMatrix(Storage.F32, rows, columns, List.of(bytes), rows, null));
	}

	/** Adds to what the matrices yield. @param x (count, in) @param y (count, outputs) */
	void add(final Parallel threads, final float[] x, final int count, final float[] y) {
		final float[] low = new float[count * down.rows()];
		down.multiply(threads, x, count, low);
		final float[] update = new float[y.length];
		up.multiply(threads, low, count, update);
		JavaLlama.add(y, update);
	}
}
