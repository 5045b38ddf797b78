package io.github.trrg.model;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.nio.ByteBuffer;

/** Rounds weights to few bits; {@link io.github.trrg.nn.StoredMatrix} says how they are laid out. */
final class Quantization {

	private static final int LARGEST_INT8 = 127;
	/** A 4-bit number reaches from −8 to 7: what the weight of the largest magnitude becomes. Which is best depends on the others [ours]. */
	private static final float[] EXTREMES_INT4 = { -8, -7.5f, -7 };

	private Quantization() {}

	/** Scale of a row: no weight is more than half of it away from its rounded value. */
	static float scaleOfInt8(final float[] weights, final int at, final int count) {
		float largest = 0;
		for (int i = at; i < at + count; i++)
			largest = Math.max(largest, Math.abs(weights[i]));
		return largest / LARGEST_INT8;
	}

	/** Puts a row of bytes. */
	static void putInt8(final float[] weights, final int at, final int count, final ByteBuffer target) {
		final float scale = scaleOfInt8(weights, at, count);
		for (int i = at; i < at + count; i++)
			target.put((byte) (scale == 0 ? 0 : clamp(weights[i] / scale, -LARGEST_INT8, LARGEST_INT8)));
	}

	/**
	 * Scale of a group: the one of several with the least squared error. No weight is more than the scale's magnitude away from its rounded
	 * value, those within 7 times of it no more than half.
	 *
	 * @return an IEEE 754 number of 16 bits; negative where the weight of the largest magnitude is positive
	 */
	static short scaleOfInt4(final float[] weights, final int at) {
		float extreme = 0;
		for (int i = at; i < at + GROUP; i++)
			if (Math.abs(weights[i]) > Math.abs(extreme)) extreme = weights[i];
		short best = 0;
		double least = Double.POSITIVE_INFINITY;
		for (final float place : EXTREMES_INT4) {
			final short scale = DType.floatToHalf(extreme / place);
			final double error = errorOfInt4(weights, at, DType.halfToFloat(scale));
			if (error < least) {
				least = error;
				best = scale;
			}
		}
		return best;
	}

	private static double errorOfInt4(final float[] weights, final int at, final float scale) {
		double error = 0;
		for (int i = at; i < at + GROUP; i++) {
			final double difference = weights[i] - toInt4(weights[i], scale) * scale;
			error += difference * difference;
		}
		return error;
	}

	/** Puts the {@code GROUP / 2} bytes of a group. */
	static void putInt4(final float[] weights, final int at, final ByteBuffer target) {
		final float scale = DType.halfToFloat(scaleOfInt4(weights, at));
		for (int i = at; i < at + GROUP / 2; i++)
			target.put((byte) (toInt4(weights[i], scale) + 8 | toInt4(weights[i + GROUP / 2], scale) + 8 << 4));
	}

	private static int toInt4(final float weight, final float scale) {
		return scale == 0 ? 0 : clamp(weight / scale, -8, 7);
	}

	private static int clamp(final float value, final int least, final int most) {
		return Math.max(least, Math.min(most, (int) Math.rint(value)));
	}
}
