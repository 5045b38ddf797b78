package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;

class MatrixTest {

	/** Around vector widths, blocks and the sums of plain Java; the last is worth several threads. */
	private static final int[][] SHAPES = { { 1, 1 }, { 3, 7 }, { 8, 4 }, { 16, 17 }, { 31, 33 }, { 33, 31 }, { 255, 5 }, { 5, 32 }, { 7, 64 }, { 3, 96 }, { 2, 544 },
		{ 600, 320 } };

	private static Stream<Arguments> kinds() {
		return Arrays.stream(Arithmetic.values()).flatMap(arithmetic -> Arrays.stream(Storage.values()).flatMap(storage -> Stream.of(true, false).map(
			held -> Arguments.of(arithmetic, storage, held))));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void multipliesLikeTheFormula(final Arithmetic arithmetic, final Storage storage, final boolean held) {
		assumeAvailable(arithmetic);
		for (final int[] shape : shapes(storage))
			for (final int count : new int[] { 1, 2, 3, 4, 5, 9 }) {
				final RandomMatrix matrix = RandomMatrix.of(storage, shape[0], shape[1], shape[0], 1);
				final float[] x = random(count * shape[1], 2);
				final float[] y = random(count * shape[0], 3);
				multiply(new Matrix(arithmetic, held, matrix.stored()), x, count, y);
				assertProduct(matrix.values(), x, shape[1], y, rounding(arithmetic, storage), Arrays.toString(shape) + " times " + count);
			}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void severalMatricesAndPartsAreOne(final Arithmetic arithmetic, final Storage storage, final boolean held) {
		assumeAvailable(arithmetic);
		final RandomMatrix first = RandomMatrix.of(storage, 53, 64, 10, 1);
		final RandomMatrix second = RandomMatrix.of(Storage.BF16, 9, 64, 9, 2);
		final Matrix matrix = new Matrix(arithmetic, held, first.stored(), second.stored());
		assertEquals(62, matrix.rows());
		final float[] values = LanguageModelContract.concat(first.values(), second.values());
		final float[] x = random(3 * 64, 3);
		final float[] y = new float[3 * 62];
		multiply(matrix, x, 3, y);
		assertProduct(values, x, 64, y, rounding(arithmetic, storage), "parts");
		final float[] row = new float[64];
		for (int i = 0; i < 62; i++) {
			matrix.copyRow(i, row, 0);
			assertArrayEquals(Arrays.copyOfRange(values, i * 64, (i + 1) * 64), row);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void resultsDoNotDependOnCompany(final Arithmetic arithmetic, final Storage storage, final boolean held) {
		assumeAvailable(arithmetic);
		final Matrix matrix = new Matrix(arithmetic, held, RandomMatrix.of(storage, 601, 352, 601, 1).stored());
		final float[] x = random(9 * 352, 2);
		final float[] together = new float[9 * 601];
		multiply(matrix, x, 9, together);
		for (int i = 0; i < 9; i++) {
			final float[] alone = new float[601];
			multiply(matrix, Arrays.copyOfRange(x, i * 352, (i + 1) * 352), 1, alone);
			assertArrayEquals(alone, Arrays.copyOfRange(together, i * 601, (i + 1) * 601)); // to the last bit
		}
	}

	/** Sums as large as they can be: all weights −8 or 7, all inputs alike. */
	@ParameterizedTest
	@EnumSource
	void fourBitsDoNotOverflow(final Arithmetic arithmetic) {
		assumeAvailable(arithmetic);
		for (final int weight : new int[] { -8, 7 }) {
			final byte[] halves = new byte[5 * 96 / 2];
			Arrays.fill(halves, (byte) (17 * (weight + 8)));
			final ByteBuffer ones = ByteBuffer.allocate(2 * 5 * 3).order(ByteOrder.LITTLE_ENDIAN);
			while (ones.hasRemaining())
				ones.putShort((short) 0x3c00); // 1 in 16 bits
			final Matrix matrix = new Matrix(arithmetic, true, new StoredMatrix(Storage.INT4, 5, 96, List.of(ByteBuffer.wrap(halves)), 5, ones.flip()));
			final float[] x = new float[4 * 96];
			Arrays.fill(x, 0, 2 * 96, -3);
			Arrays.fill(x, 2 * 96, 4 * 96, 3);
			final float[] y = new float[4 * 5];
			multiply(matrix, x, 4, y);
			for (int i = 0; i < y.length; i++)
				assertEquals((i < 10 ? -3 : 3) * weight * 96, y[i], 1e-2f);
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

	private static List<int[]> shapes(final Storage storage) {
		final List<int[]> shapes = new ArrayList<>(List.of(SHAPES));
		if (storage == Storage.INT4) shapes.removeIf(shape -> shape[1] % 32 != 0);
		return shapes;
	}

	private static void multiply(final Matrix matrix, final float[] x, final int count, final float[] y) {
		try (Parallel threads = new Parallel()) {
			matrix.multiply(threads, x, count, y);
		}
	}

	/** By how much of the largest input of a group its inputs are rounded. */
	private static double rounding(final Arithmetic arithmetic, final Storage storage) {
		return arithmetic == Arithmetic.VECTOR && storage == Storage.INT4 ? .5001 / 255 : 0;
	}

	/** The error of a sum is measured by the sum of magnitudes. */
	private static void assertProduct(final float[] w, final float[] x, final int columns, final float[] y, final double rounding, final String message) {
		final int rows = w.length / columns;
		for (int i = 0; i < y.length; i++) {
			double sum = 0;
			double magnitudes = 0;
			double rounded = 0;
			double largest = 0;
			for (int k = 0; k < columns; k++) {
				if (k % 32 == 0) largest = largest(x, i / rows * columns + k, Math.min(32, columns - k));
				rounded += rounding * largest * Math.abs(w[i % rows * columns + k]);
				final double product = (double) x[i / rows * columns + k] * w[i % rows * columns + k];
				sum += product;
				magnitudes += Math.abs(product);
			}
			assertEquals(sum, y[i], rounded + 1e-6 * magnitudes + 1e-9, message + ", output " + i);
		}
	}

	private static double largest(final float[] x, final int from, final int count) {
		double largest = 0;
		for (int k = from; k < from + count; k++)
			largest = Math.max(largest, Math.abs(x[k]));
		return largest;
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
