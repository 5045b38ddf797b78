package io.github.trrg.decode;

/** How the pure-Java decoder multiplies. Weights are laid out for one of these. */
public enum Arithmetic {

	/** Java that the just-in-time compiler vectorises itself; always there. */
	PLAIN {

		@Override
		public boolean isAvailable() {
			return true;
		}

		@Override
		Matrix matrix(final float[] values, final int rows, final int columns) {
			return new PlainMatrix(values, rows, columns);
		}

		@Override
		void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
			PlainMatrix.combine(factors, at, rows, first, count, sum);
		}
	},

	/** The Vector API, an incubating module that the JVM offers only when started with {@code --add-modules jdk.incubator.vector}. */
	VECTOR {

		@Override
		public boolean isAvailable() {
			return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
		}

		@Override
		Matrix matrix(final float[] values, final int rows, final int columns) {
			return new VectorMatrix(values, rows, columns);
		}

		@Override
		void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
			VectorMatrix.combine(factors, at, rows, first, count, sum);
		}
	};

	/** The fastest this JVM offers. */
	public static Arithmetic best() {
		return VECTOR.isAvailable() ? VECTOR : PLAIN;
	}

	/** Whether this JVM can do it. */
	public abstract boolean isAvailable();

	/** @param values (rows, columns), row-major; not kept */
	abstract Matrix matrix(float[] values, int rows, int columns);

	/** Adds {@code factors[at + i] · rows[first + i]} for i from 0 to {@code count} to {@code sum}; all rows are as long as it. */
	abstract void combine(float[] factors, int at, float[][] rows, int first, int count, float[] sum);
}
