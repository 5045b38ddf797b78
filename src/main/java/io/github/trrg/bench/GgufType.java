package io.github.trrg.bench;

import java.nio.ByteBuffer;

import io.github.trrg.model.DType;
import io.github.trrg.nn.Storage;

/** How GGUF files store numbers; codes and blocks are those of ggml. */
enum GgufType {

	F32(0, 1, 4), F16(1, 1, 2), Q4_0(2, 32, 18), Q8_0(8, 32, 34), BF16(30, 1, 2);

	/** In files. */
	final int code;
	/** Numbers that are stored together. */
	final int block;
	private final int blockBytes;

	GgufType(final int code, final int block, final int blockBytes) {
		this.code = code;
		this.block = block;
		this.blockBytes = blockBytes;
	}

	/** What comes closest to a storage of ours: 8 and 4 bits have a 16-bit scale per 32 inputs there. */
	static GgufType of(final Storage storage) {
		return switch (storage) {
			case F32 -> F32;
			case BF16 -> BF16;
			case F16 -> F16;
			case INT8 -> Q8_0;
			case INT4 -> Q4_0;
		};
	}

	long bytes(final long numbers) {
		return numbers / block * blockBytes;
	}

	/** Puts a row, whose length is a multiple of {@link #block}. */
	void put(final float[] row, final ByteBuffer target) {
		switch (this) {
			case F32 -> DType.F32.putFloats(row, 0, row.length, target);
			case F16 -> DType.F16.putFloats(row, 0, row.length, target);
			case BF16 -> DType.BF16.putFloats(row, 0, row.length, target);
			case Q8_0 -> {
				for (int at = 0; at < row.length; at += block)
					putQ8(row, at, target);
			}
			case Q4_0 -> {
				for (int at = 0; at < row.length; at += block)
					putQ4(row, at, target);
			}
		}
	}

	/** A 16-bit scale, then a signed byte per number; the largest magnitude becomes 127. */
	private void putQ8(final float[] row, final int at, final ByteBuffer target) {
		final float scale = Math.abs(largest(row, at)) / 127;
		DType.F16.putFloats(new float[] { scale }, 0, 1, target);
		for (int i = at; i < at + block; i++)
			target.put((byte) (scale == 0 ? 0 : Math.round(row[i] / scale)));
	}

	/** A 16-bit scale, then number j in the low and number j + 16 in the high half of byte j, 8 added; the largest magnitude becomes −8. */
	private void putQ4(final float[] row, final int at, final ByteBuffer target) {
		final float scale = largest(row, at) / -8;
		DType.F16.putFloats(new float[] { scale }, 0, 1, target);
		for (int i = at; i < at + block / 2; i++)
			target.put((byte) (half(row[i], scale) | half(row[i + block / 2], scale) << 4));
	}

	private static int half(final float value, final float scale) {
		return scale == 0 ? 8 : Math.min(15, (int) (value / scale + 8.5f));
	}

	/** The number of the largest magnitude, with its sign. */
	private float largest(final float[] row, final int at) {
		float largest = 0;
		for (int i = at; i < at + block; i++)
			if (Math.abs(row[i]) > Math.abs(largest)) largest = row[i];
		return largest;
	}
}
