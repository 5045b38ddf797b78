package io.github.trrg.decode;

import io.github.trrg.nn.Storage;

/** How the pure-Java decoder multiplies. */
public enum Arithmetic {

	/** Java that the just-in-time compiler vectorises itself; always there. */
	PLAIN {

		@Override
		public boolean isAvailable() {
			return true;
		}

		@Override
		Product product(final Storage storage, final int columns) {
			return new PlainProduct(storage, columns);
		}

		@Override
		void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
			PlainProduct.combine(factors, at, rows, first, count, sum);
		}
	},

	/**
	 * The Vector API, an incubating module that the JVM offers only when started with {@code --add-modules jdk.incubator.vector}, with vectors of 128 bits at
	 * least.
	 */
	VECTOR {

		@Override
		public boolean isAvailable() {
			return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && VectorProduct.LANES >= 4;
		}

		@Override
		Product product(final Storage storage, final int columns) {
			return switch (storage) {
				case F32 -> new VectorF32(columns);
				case BF16 -> new VectorBf16(columns);
				case F16 -> new VectorF16(columns);
				case INT8 -> new VectorInt8(columns);
				case INT4 -> new VectorInt4(columns);
			};
		}

		@Override
		void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
			VectorProduct.combine(factors, at, rows, first, count, sum);
		}
	};

	/** The fastest this JVM offers. */
	public static Arithmetic best() {
		return VECTOR.isAvailable() ? VECTOR : PLAIN;
	}

	/** Whether this JVM can do it. */
	public abstract boolean isAvailable();

	/** How rows of that storage are multiplied. */
	abstract Product product(Storage storage, int columns);

	/** Adds {@code factors[at + i] · rows[first + i]} for i from 0 to {@code count} to {@code sum}; all rows are as long as it. */
	abstract void combine(float[] factors, int at, float[][] rows, int first, int count, float[] sum);
}
