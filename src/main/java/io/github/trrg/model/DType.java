package io.github.trrg.model;

import java.nio.ByteBuffer;

/** How a safetensors file stores one number, always little-endian. */
public enum DType {

	F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I8(1), U8(1), BOOL(1);

	private final int size;

	DType(final int size) {
		this.size = size;
	}

	/** Bytes of one number. */
	public int size() {
		return size;
	}

	public boolean isFloat() {
		return this == F64 || this == F32 || this == F16 || this == BF16;
	}

	/** Reads {@code count} floating-point numbers from the buffer's position into {@code target}, which starts at {@code at}. */
	void getFloats(final ByteBuffer source, final float[] target, final int at, final int count) {
		switch (this) {
			case F32 -> {
				source.asFloatBuffer().get(target, at, count);
				source.position(source.position() + 4 * count);
			}
			case F64 -> {
				for (int i = at; i < at + count; i++)
					target[i] = (float) source.getDouble();
			}
			case F16 -> {
				for (int i = at; i < at + count; i++)
					target[i] = halfToFloat(source.getShort());
			}
			case BF16 -> {
				for (int i = at; i < at + count; i++)
					target[i] = Float.intBitsToFloat(source.getShort() << 16);
			}
			default -> throw new IllegalArgumentException(this + " is no floating-point type");
		}
	}

	/** Writes floating-point numbers at the buffer's position, rounding to nearest, ties to even. */
	public void putFloats(final float[] source, final int at, final int count, final ByteBuffer target) {
		for (int i = at; i < at + count; i++) {
			switch (this) {
				case F32 -> target.putFloat(source[i]);
				case F64 -> target.putDouble(source[i]);
				case F16 -> target.putShort(floatToHalf(source[i]));
				case BF16 -> target.putShort(floatToBfloat16(source[i]));
				default -> throw new IllegalArgumentException(this + " is no floating-point type");
			}
		}
	}

	/** Reads {@code count} whole numbers; BOOL is 0 or 1. */
	void getLongs(final ByteBuffer source, final long[] target, final int at, final int count) {
		for (int i = at; i < at + count; i++)
			target[i] = switch (this) {
				case I64 -> source.getLong();
				case I32 -> source.getInt();
				case I8 -> source.get();
				case U8 -> source.get() & 0xff;
				case BOOL -> source.get() == 0 ? 0 : 1;
				default -> throw new IllegalArgumentException(this + " is no whole-number type");
			};
	}

	/** IEEE 754 binary16 to float, exact. {@code Float.float16ToFloat} exists only from Java 20. */
	static float halfToFloat(final short half) {
		final int sign = (half & 0x8000) << 16;
		final int exponent = half >> 10 & 0x1f;
		final int fraction = half & 0x3ff;
		if (exponent == 0) return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
		if (exponent == 31) return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
		return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
	}

	/** Float to IEEE 754 binary16; too large becomes infinite. */
	static short floatToHalf(final float value) {
		final int bits = Float.floatToIntBits(value);
		final int sign = bits >>> 16 & 0x8000;
		final float magnitude = Math.abs(value);
		if (Float.isNaN(value)) return (short) (sign | 0x7e00);
		if (magnitude >= 65520) return (short) (sign | 0x7c00); // rounds past the largest half, 65504
		if (magnitude < 0x1p-14f) return (short) (sign | (int) Math.rint(magnitude * 0x1p24)); // subnormal: a multiple of 2^-24
		return (short) (sign | roundOff(bits & 0x7fffffff, 13) - (112 << 10)); // a carry moves into the exponent, as it should
	}

	static short floatToBfloat16(final float value) {
		if (Float.isNaN(value)) return (short) 0x7fc0;
		return (short) roundOff(Float.floatToIntBits(value), 16);
	}

	/** Drops the lowest bits, rounding to nearest, ties to even. */
	private static int roundOff(final int bits, final int dropped) {
		final int half = (1 << dropped - 1) - 1 + (bits >>> dropped & 1);
		return bits + half >>> dropped;
	}
}
