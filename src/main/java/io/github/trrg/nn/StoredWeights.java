package io.github.trrg.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.github.trrg.common.TrrgException;

/** Weights of a language model by the names of Hugging Face's {@code LlamaForCausalLM}, as they are stored. */
public interface StoredWeights {

	/**
	 * @return the matrix of that name, null if there is none
	 * @throws TrrgException if it has another shape
	 */
	StoredMatrix matrix(String name, int rows, int columns);

	/**
	 * @return the numbers of a norm or bias, null if there are none
	 * @throws TrrgException if there are more or fewer
	 */
	float[] vector(String name, int length);

	/** @return the adapter beside the matrix of that name; null if there is none */
	default Lora.Adapter adapter(final String name, final int rows, final int columns) {
		return null;
	}

	/** Numbers of 32 bits that are in memory. */
	static StoredWeights of(final Parameters.Source source) {
		return new StoredWeights() {

			@Override
			public StoredMatrix matrix(final String name, final int rows, final int columns) {
				final float[] values = read(name, rows, columns);
				if (values == null) return null;
				final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
				bytes.asFloatBuffer().put(values);
				return new StoredMatrix(Storage.F32, rows, columns, List.of(bytes), rows, null);
			}

			@Override
			public float[] vector(final String name, final int length) {
				return read(name, length);
			}

			private float[] read(final String name, final long... shape) {
				final float[] values = source.read(name, shape);
				long count = 1;
				for (final long n : shape)
					count *= n;
				if (values != null && values.length != count) throw new TrrgException("The tensor " + name + " holds " + values.length +
					" numbers where config.json asks for " + count + ". Do weights and config.json belong together?");
				return values;
			}
		};
	}
}
