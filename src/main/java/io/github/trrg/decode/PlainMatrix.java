package io.github.trrg.decode;

/**
 * A weight in plain Java, laid out so that the just-in-time compiler vectorises the innermost loop. That loop adds
 * scaled weights to outputs, since a sum over inputs would not be vectorised (floating-point additions may not be
 * reordered), and all its arrays share one index, since otherwise the compiler could not rule out that they overlap.
 */
final class PlainMatrix extends Matrix {

	/** Outputs worked on at a time: their sums stay in the first-level cache. */
	private static final int TILE = 256;

	/** Inputs worked on at a time: tile × block weights stay there too, while several inputs pass. */
	private static final int BLOCK = 16;

	private final float[][] data; // (tiles · columns, TILE), the last tile narrower

	/** @param values (rows, columns), row-major */
	PlainMatrix(final float[] values, final int rows, final int columns) {
		super(rows, columns, TILE);
		data = new float[(rows + TILE - 1) / TILE * columns][];
		for (int i = 0; i < data.length; i++) {
			final int first = i / columns * TILE;
			data[i] = new float[Math.min(TILE, rows - first)];
			for (int n = 0; n < data[i].length; n++)
				data[i][n] = values[(first + n) * columns + i % columns];
		}
	}

	@Override
	float weight(final int row, final int column) {
		return data[row / TILE * columns + column][row % TILE];
	}

	@Override
	void multiplyPanel(final int tile, final float[] x, final int count, final float[] y) {
		final int width = Math.min(TILE, rows - tile * TILE);
		final float[][] sums = new float[count][width];
		for (int k = 0; k < columns; k += BLOCK) {
			final int block = Math.min(BLOCK, columns - k);
			for (int i = 0; i < count; i++)
				combine(x, i * columns + k, data, tile * columns + k, block, sums[i]);
		}
		for (int i = 0; i < count; i++)
			System.arraycopy(sums[i], 0, y, i * rows + tile * TILE, width);
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

	/** Four at a time, so that sums are loaded and stored less often; the compiler of JDK 17 does not vectorise eight. */
	private static void add(final float[] a, final float xa, final float[] b, final float xb, final float[] c, final float xc, final float[] d, final float xd,
		final float[] sum)
	{
		for (int n = 0; n < sum.length; n++)
			sum[n] += xa * a[n] + xb * b[n] + xc * c[n] + xd * d[n];
	}
}
