package io.github.trrg.model;

/**
 * Where a tensor lies in its safetensors file.
 *
 * @param dtype of each number
 * @param shape row-major; empty for a scalar
 * @param position of the first byte, from the start of the file
 * @param bytes length
 */
record TensorInfo(DType dtype, long[] shape, long position, long bytes) {

	long count() {
		return bytes / dtype.size();
	}
}
