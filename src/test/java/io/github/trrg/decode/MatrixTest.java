package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixTest {

	/** Around vector widths, panels, tiles and blocks; the last is worth several threads. */
	private static final int[][] SHAPES = { { 1, 1 }, { 3, 7 }, { 8, 4 }, { 16, 17 }, { 31, 33 }, { 33, 31 }, { 255, 5 }, { 257, 18 }, { 600, 300 } };

	@ParameterizedTest
	@EnumSource
	void multipliesLikeTheFormula(final Arithmetic arithmetic) {
		assumeAvailable(arithmetic);
		for (final int[] shape : SHAPES)
			for (final int count : new int[] { 1, 2, 3, 4, 5, 9 }) {
				final float[] w = random(shape[0] * shape[1], 1);
				final float[] x = random(count * shape[1], 2);
				final float[] expected = new float[count * shape[0]];
				for (int i = 0; i < count; i++)
					for (int row = 0; row < shape[0]; row++) {
						double sum = 0;
						for (int k = 0; k < shape[1]; k++)
							sum += (double) x[i * shape[1] + k] * w[row * shape[1] + k];
						expected[i * shape[0] + row] = (float) sum;
					}
				final float[] y = random(expected.length, 3);
				arithmetic.matrix(w, shape[0], shape[1]).multiply(x, count, y);
				assertArrayEquals(expected, y, 1e-4f, Arrays.toString(shape) + " times " + count);
			}
	}

	@ParameterizedTest
	@EnumSource
	void resultsDoNotDependOnCompany(final Arithmetic arithmetic) {
		assumeAvailable(arithmetic);
		final Matrix matrix = arithmetic.matrix(random(600 * 300, 1), 600, 300);
		final float[] x = random(9 * 300, 2);
		final float[] together = new float[9 * 600];
		matrix.multiply(x, 9, together);
		for (int i = 0; i < 9; i++) {
			final float[] alone = new float[600];
			matrix.multiply(Arrays.copyOfRange(x, i * 300, (i + 1) * 300), 1, alone);
			assertArrayEquals(alone, Arrays.copyOfRange(together, i * 600, (i + 1) * 600)); // to the last bit
		}
	}

	@ParameterizedTest
	@EnumSource
	void givesRowsBack(final Arithmetic arithmetic) {
		assumeAvailable(arithmetic);
		for (final int[] shape : SHAPES) {
			final float[] w = random(shape[0] * shape[1], 1);
			final Matrix matrix = arithmetic.matrix(w, shape[0], shape[1]);
			final float[] copy = new float[w.length];
			for (int row = 0; row < shape[0]; row++)
				matrix.copyRow(row, copy, row * shape[1]);
			assertArrayEquals(w, copy);
		}
	}

	@ParameterizedTest
	@EnumSource
	void combinesRows(final Arithmetic arithmetic) {
		assumeAvailable(arithmetic);
		for (final int length : new int[] { 1, 8, 31, 32, 33, 100 })
			for (int count = 0; count < 10; count++) {
				final float[] factors = random(20, 1);
				final float[][] rows = new float[15][];
				for (int i = 0; i < rows.length; i++)
					rows[i] = random(length, i);
				final float[] sum = random(length, 99);
				final float[] expected = sum.clone();
				for (int i = 0; i < count; i++)
					for (int n = 0; n < length; n++)
						expected[n] += factors[7 + i] * rows[4 + i][n];
				arithmetic.combine(factors, 7, rows, 4, count, sum);
				assertArrayEquals(expected, sum, 1e-5f);
			}
	}

	private static void assumeAvailable(final Arithmetic arithmetic) {
		Assumptions.assumeTrue(arithmetic.isAvailable(), () -> "skipped: " + arithmetic + " is not available in this JVM");
	}

	private static float[] random(final int count, final int seed) {
		final Random random = new Random(seed);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}
}
