package io.github.trrg.nn;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the numbers of a {@link StoredMatrix} in plain Java. */
public final class Numbers {

	private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

	private Numbers() {}

	/**
	 * @param at where a row begins
	 * @param from first input, with 4 bits a multiple of a group
	 * @param scales null where there are none
	 * @param row number of the row
	 * @param columns inputs of the row
	 */
	public static void read(final Storage storage, final byte[] bytes, final int at, final int from, final int count, final float[] scales, final int row,
		final int columns, final float[] target, final int to) {
		switch (storage) {
			case F32 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(at + 4 * from).asFloatBuffer().get(target, to, count);
			case BF16 -> {
				for (int i = 0; i < count; i++)
					target[to + i] = Float.intBitsToFloat((short) SHORTS.get(bytes, at + 2 * (from + i)) << 16);
			}
			case F16 -> {
				for (int i = 0; i < count; i++)
					target[to + i] = half((short) SHORTS.get(bytes, at + 2 * (from + i)));
			}
			case INT8 -> {
				for (int i = 0; i < count; i++)
					target[to + i] = bytes[at + from + i] * scales[row];
			}
			case INT4 -> {
				for (int i = 0; i < count; i += GROUP)
					readGroup(bytes, at + (from + i) / 2, scales[row * (columns / GROUP) + (from + i) / GROUP], target, to + i);
			}
		}
	}

	private static void readGroup(final byte[] bytes, final int at, final float scale, final float[] target, final int to) {
		for (int j = 0; j < GROUP / 2; j++) {
			target[to + j] = ((bytes[at + j] & 15) - 8) * scale;
			target[to + j + GROUP / 2] = ((bytes[at + j] >> 4 & 15) - 8) * scale;
		}
	}

	/** IEEE 754 binary16 to float, exact. {@code Float.float16ToFloat} exists only from Java 20. */
	public static float half(final short half) {
		final int magnitude = (half & 0x7fff) << 13;
		if (magnitude >= 0x1f << 23) return Float.intBitsToFloat((half & 0x8000) << 16 | 0x7f800000 | magnitude & 0x7fffff);
		// The exponent counts from another number, which a product puts right for subnormals too.
		return Float.intBitsToFloat((half & 0x8000) << 16 | magnitude) * 0x1p112f;
	}
}
