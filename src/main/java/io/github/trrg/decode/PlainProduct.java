package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.util.Arrays;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;

/**
 * Products in plain Java, written so that the just-in-time compiler vectorises the innermost loop: a sum over inputs would not be (floating-point
 * additions may not be reordered), so that many sums are kept side by side, and all arrays share one index, since otherwise the compiler could
 * not rule out that they overlap.
 */
final class PlainProduct extends Product {

	/** Sums side by side. */
	private static final int LANES = 4 * GROUP;

	private final int tiles; // of a row, the last filled up with zeros; a multiple of 4

	PlainProduct(final Storage storage, final int columns) {
		super(storage, columns);
		tiles = (columns + 4 * LANES - 1) / (4 * LANES) * 4;
	}

	@Override
	void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		final float[][][] inputs = new float[count][tiles][LANES];
		for (int i = 0; i < count; i++)
			for (int tile = 0; tile * LANES < columns; tile++)
				System.arraycopy(x.numbers(), i * columns + tile * LANES, inputs[i][tile], 0, Math.min(LANES, columns - tile * LANES));
		final float[][] weights = new float[tiles][LANES];
		final float[] sums = new float[LANES];
		for (int row = 0; row < rows.count(); row++) {
			for (int tile = 0; tile * LANES < columns; tile++)
				Numbers.read(storage, rows.bytes(), rows.at() + row * rowBytes, tile * LANES, Math.min(LANES, columns - tile * LANES), rows.scales(), rows.first() + row,
					columns, weights[tile], 0);
			for (int i = 0; i < count; i++) {
				Arrays.fill(sums, 0);
				for (int t = 0; t < tiles; t += 4)
					add(weights[t], inputs[i][t], weights[t + 1], inputs[i][t + 1], weights[t + 2], inputs[i][t + 2], weights[t + 3], inputs[i][t + 3], sums);
				y[to + i * stride + row] = total(sums);
			}
		}
	}

	/** Four at a time, so that sums are loaded and stored less often; the compiler of JDK 17 does not vectorise eight. */
	private static void add(final float[] a, final float[] xa, final float[] b, final float[] xb, final float[] c, final float[] xc, final float[] d,
		final float[] xd, final float[] sum)
	{
		for (int n = 0; n < sum.length; n++)
			sum[n] += a[n] * xa[n] + b[n] * xb[n] + c[n] * xc[n] + d[n] * xd[n];
	}

	private static float total(final float[] sums) {
		float a = 0;
		float b = 0;
		float c = 0;
		float d = 0;
		for (int n = 0; n < LANES; n += 4) {
			a += sums[n];
			b += sums[n + 1];
			c += sums[n + 2];
			d += sums[n + 3];
		}
		return a + b + (c + d);
	}

	/** See {@link Arithmetic#combine}. */
	static void combine(final float[] factors, final int at, final float[][] rows, final int first, final int count, final float[] sum) {
		int i = 0;
		for (; i + 4 <= count; i += 4) {
			final int r = first + i;
			final int f = at + i;
			add(rows[r], factors[f], rows[r + 1], factors[f + 1], rows[r + 2], factors[f + 2], rows[r + 3], factors[f + 3], sum);
		}
		for (; i < count; i++)
			add(rows[first + i], factors[at + i], sum);
	}

	private static void add(final float[] w, final float x, final float[] sum) {
		for (int n = 0; n < sum.length; n++)
			sum[n] += x * w[n];
	}

	private static void add(final float[] a, final float xa, final float[] b, final float xb, final float[] c, final float xc, final float[] d, final float xd,
		final float[] sum)
	{
		for (int n = 0; n < sum.length; n++)
			sum[n] += xa * a[n] + xb * b[n] + xc * c[n] + xd * d[n];
	}
}
