package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import io.github.trrg.nn.Storage;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Products of 4-bit numbers with a scale per group. With a byte b = 16 · high + low, inputs x of its low and z of its high half, the sum of (low − 8) x and
 * (high − 8) z is that of low (x − z / 16), b z / 16 and −8 (x + z): no half but the low one need be taken out of its byte.
 */
final class VectorInt4 extends VectorProduct {

	/** Bytes of a group: as many as a vector has lanes, or a multiple. */
	private static final int HALF = GROUP / 2;
	/** Vectors of a group. */
	private static final int CHUNKS = HALF / LANES;

	private final int groups;

	VectorInt4(final int columns) {
		super(Storage.INT4, columns);
		groups = columns / GROUP;
	}

	@Override
	int width() {
		return 3 * HALF * groups;
	}

	/** For each vector of bytes, the factors of low halves, those of bytes, and what is added. */
	@Override
	float[] arrange(final float[] x, final int count) {
		final float[] arranged = new float[count * width()];
		for (int i = 0; i < count * groups * HALF; i++) {
			final int input = i / HALF * GROUP + i % HALF;
			final float low = x[input];
			final float high = x[input + HALF];
			final int at = i / LANES * 3 * LANES + i % LANES;
			arranged[at] = low - high / 16;
			arranged[at + LANES] = high / 16;
			arranged[at + 2 * LANES] = -8 * (low + high);
		}
		return arranged;
	}

	@Override
	void two(final Rows rows, final int a, final int b, final float[] x, final int at, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] scales = rows.scales();
		final int scalesA = (rows.first() + a) * groups;
		final int scalesB = (rows.first() + b) * groups;
		int wa = begin(rows, a);
		int wb = begin(rows, b);
		FloatVector sumA = FloatVector.zero(FLOATS);
		FloatVector sumB = FloatVector.zero(FLOATS);
		for (int chunk = 0, k = at; chunk < groups * CHUNKS; chunk++, k += 3 * LANES, wa += LANES, wb += LANES) {
			sumA = product(widened(w, wa), x, k).fma(FloatVector.broadcast(FLOATS, scales[scalesA + chunk / CHUNKS]), sumA);
			sumB = product(widened(w, wb), x, k).fma(FloatVector.broadcast(FLOATS, scales[scalesB + chunk / CHUNKS]), sumB);
		}
		y[to + a] = total(sumA, FloatVector.zero(FLOATS), rows, a, x, at);
		y[to + b] = total(sumB, FloatVector.zero(FLOATS), rows, b, x, at);
	}

	private static FloatVector product(final IntVector bytes, final float[] x, final int at) {
		return product(floats(bytes.and(15)), floats(bytes.and(255)), x, at);
	}

	private static FloatVector product(final FloatVector low, final FloatVector all, final float[] x, final int at) {
		return all.fma(input(x, at + LANES), low.fma(input(x, at), input(x, at + 2 * LANES)));
	}

	@Override
	void three(final Rows rows, final int row, final float[] x, final int i, final int j, final int k, final float[] y, final int toI, final int toJ, final int toK) {
		final byte[] bytes = rows.bytes();
		int w = begin(rows, row);
		final int scales = (rows.first() + row) * groups;
		FloatVector sumI = FloatVector.zero(FLOATS);
		FloatVector sumJ = FloatVector.zero(FLOATS);
		FloatVector sumK = FloatVector.zero(FLOATS);
		for (int chunk = 0, at = 0; chunk < groups * CHUNKS; chunk++, at += 3 * LANES, w += LANES) {
			final FloatVector scale = FloatVector.broadcast(FLOATS, rows.scales()[scales + chunk / CHUNKS]);
			final IntVector halves = widened(bytes, w);
			final FloatVector low = floats(halves.and(15));
			final FloatVector all = floats(halves.and(255));
			sumI = product(low, all, x, i + at).fma(scale, sumI);
			sumJ = product(low, all, x, j + at).fma(scale, sumJ);
			sumK = product(low, all, x, k + at).fma(scale, sumK);
		}
		final FloatVector none = FloatVector.zero(FLOATS);
		y[toI] = total(sumI, none, rows, row, x, i);
		y[toJ] = total(sumJ, none, rows, row, x, j);
		y[toK] = total(sumK, none, rows, row, x, k);
	}
}
