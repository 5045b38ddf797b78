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

	/** Bytes of a group, each with a factor of three kinds. */
	private static final int HALF = GROUP / 2;

	private final int groups;

	VectorInt4(final int columns) {
		super(Storage.INT4, columns);
		groups = columns / GROUP;
	}

	@Override
	int width() {
		return 3 * HALF * groups;
	}

	/** Per group the factors of low halves, those of bytes, and what is added. */
	@Override
	float[] arrange(final float[] x, final int count) {
		final float[] arranged = new float[count * width()];
		for (int group = 0; group < count * groups; group++)
			for (int j = 0; j < HALF; j++) {
				final float low = x[group * GROUP + j];
				final float high = x[group * GROUP + HALF + j];
				final int at = 3 * HALF * group + j;
				arranged[at] = low - high / 16;
				arranged[at + HALF] = high / 16;
				arranged[at + 2 * HALF] = -8 * (low + high);
			}
		return arranged;
	}

	@Override
	void two(final Rows rows, final int a, final int b, final float[] x, final int at, final float[] y, final int to) {
		final byte[] w = rows.bytes();
		final float[] scales = rows.scales();
		int wa = begin(rows, a);
		int wb = begin(rows, b);
		FloatVector sumA = FloatVector.zero(FLOATS);
		FloatVector sumB = FloatVector.zero(FLOATS);
		for (int group = 0, k = at; group < groups; group++, k += 2 * HALF) {
			final FloatVector scaleA = FloatVector.broadcast(FLOATS, scales[(rows.first() + a) * groups + group]);
			final FloatVector scaleB = FloatVector.broadcast(FLOATS, scales[(rows.first() + b) * groups + group]);
			for (final int end = k + HALF; k < end; k += LANES, wa += LANES, wb += LANES) {
				sumA = product(widened(w, wa), x, k).fma(scaleA, sumA);
				sumB = product(widened(w, wb), x, k).fma(scaleB, sumB);
			}
		}
		y[to + a] = total(sumA, FloatVector.zero(FLOATS), rows, a, x, at);
		y[to + b] = total(sumB, FloatVector.zero(FLOATS), rows, b, x, at);
	}

	private static FloatVector product(final IntVector bytes, final float[] x, final int at) {
		return product(floats(bytes.and(15)), floats(bytes.and(255)), x, at);
	}

	private static FloatVector product(final FloatVector low, final FloatVector all, final float[] x, final int at) {
		return all.fma(input(x, at + HALF), low.fma(input(x, at), input(x, at + 2 * HALF)));
	}

	@Override
	void three(final Rows rows, final int a, final int b, final float[] x, final int i, final int j, final int k, final float[] y, final int toI, final int toJ,
		final int toK)
	{
		final byte[] w = rows.bytes();
		int wa = begin(rows, a);
		int wb = begin(rows, b);
		FloatVector ai = FloatVector.zero(FLOATS);
		FloatVector aj = FloatVector.zero(FLOATS);
		FloatVector ak = FloatVector.zero(FLOATS);
		FloatVector bi = FloatVector.zero(FLOATS);
		FloatVector bj = FloatVector.zero(FLOATS);
		FloatVector bk = FloatVector.zero(FLOATS);
		for (int group = 0, at = 0; group < groups; group++, at += 2 * HALF) {
			final FloatVector scaleA = FloatVector.broadcast(FLOATS, rows.scales()[(rows.first() + a) * groups + group]);
			final FloatVector scaleB = FloatVector.broadcast(FLOATS, rows.scales()[(rows.first() + b) * groups + group]);
			for (final int end = at + HALF; at < end; at += LANES, wa += LANES, wb += LANES) {
				final IntVector bytesA = widened(w, wa);
				final FloatVector lowA = floats(bytesA.and(15));
				final FloatVector allA = floats(bytesA.and(255));
				ai = product(lowA, allA, x, i + at).fma(scaleA, ai);
				aj = product(lowA, allA, x, j + at).fma(scaleA, aj);
				ak = product(lowA, allA, x, k + at).fma(scaleA, ak);
				final IntVector bytesB = widened(w, wb);
				final FloatVector lowB = floats(bytesB.and(15));
				final FloatVector allB = floats(bytesB.and(255));
				bi = product(lowB, allB, x, i + at).fma(scaleB, bi);
				bj = product(lowB, allB, x, j + at).fma(scaleB, bj);
				bk = product(lowB, allB, x, k + at).fma(scaleB, bk);
			}
		}
		final FloatVector none = FloatVector.zero(FLOATS);
		y[toI + a] = total(ai, none, rows, a, x, i);
		y[toI + b] = total(bi, none, rows, b, x, i);
		y[toJ + a] = total(aj, none, rows, a, x, j);
		y[toJ + b] = total(bj, none, rows, b, x, j);
		y[toK + a] = total(ak, none, rows, a, x, k);
		y[toK + b] = total(bk, none, rows, b, x, k);
	}
}
