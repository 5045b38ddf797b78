package io.github.trrg.nn;

import java.nio.ByteBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Kernels;

/**
 * A weight as it is stored, as PyTorch's; on the CPU where it lies.
 *
 * @param numbers as they are stored
 * @param scales of numbers of 8 and 4 bits, else null
 * @param kernel that turns those into numbers to compute with, else null
 */
public record TorchWeight(NDArray numbers, NDArray scales, String kernel) {

	/** Whether a matrix is outside the heap in one piece, where PyTorch can use it. */
	public static boolean isPossible(final StoredMatrix matrix) {
		return matrix.parts().size() == 1 && matrix.parts().get(0).isDirect() && (matrix.scales() == null || matrix.scales().isDirect());
	}

	/** @param manager gets the arrays @param matrix for which it {@link #isPossible} */
	public static TorchWeight of(final NDManager manager, final StoredMatrix matrix) {
		final ByteBuffer bytes = matrix.parts().get(0);
		final int rows = matrix.rows();
		final int columns = matrix.columns();
		return switch (matrix.storage()) {
			case F32 -> of(manager.create(bytes, new Shape(rows, columns), DataType.FLOAT32));
			case F16 -> of(manager.create(bytes, new Shape(rows, columns), DataType.FLOAT16));
			case BF16 -> of(Kernels.run("as_bfloat16", manager.create(bytes, new Shape(rows, 2L * columns), DataType.UINT8))); // DJL has no such type
			case INT8 -> new TorchWeight(manager.create(bytes, new Shape(rows, columns), DataType.INT8), manager.create(matrix.scales(), new Shape(rows, 1),
				DataType.FLOAT32), "from_int8");
			case INT4 -> {
				final int groups = columns / StoredMatrix.GROUP;
				yield new TorchWeight(manager.create(bytes, new Shape(rows, groups, StoredMatrix.GROUP / 2), DataType.UINT8),
					manager.create(matrix.scales(), new Shape(rows, groups, 1), DataType.FLOAT16), "from_int4");
			}
		};
	}

	/** A weight of a floating-point type. */
	public static TorchWeight of(final NDArray array) {
		return new TorchWeight(array, null, null);
	}

	/** Whether it has 8 or 4 bits. */
	public boolean isRounded() {
		return kernel != null;
	}

	/** Whether each row has one scale. */
	boolean isScaledByRow() {
		return isRounded() && scales.getShape().dimension() == 2;
	}

	/** Numbers without their scales. @return of the type of like; belongs to its manager */
	NDArray unscaled(final NDArray like) {
		return Kernels.run("as_type_of", like, numbers);
	}

	/** Of a matrix some rows. @param indices (N) int64 @return belongs to their manager */
	public TorchWeight rows(final NDArray indices) {
		return new TorchWeight(Kernels.run("rows", indices, numbers), scales == null ? null : Kernels.run("rows", indices, scales), kernel);
	}

	/** Numbers to compute with. @return of the type of like; belongs to its manager */
	public NDArray values(final NDArray like) {
		return isRounded() ? Kernels.run(kernel, like, numbers, scales) : unscaled(like);
	}
}
