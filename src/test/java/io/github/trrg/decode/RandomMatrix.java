package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;

/**
 * A matrix of random bytes, and the numbers that they mean by the description of the format.
 *
 * @param values (rows, columns)
 */
record RandomMatrix(StoredMatrix stored, float[] values) {

	/** @param rowsPerPart of the stored matrix */
	static RandomMatrix of(final Storage storage, final int rows, final int columns, final int rowsPerPart, final int seed) {
		final Random random = new Random(seed);
		final ByteBuffer bytes = ByteBuffer.allocateDirect((int) (rows * storage.rowBytes(columns))).order(ByteOrder.LITTLE_ENDIAN);
		final ByteBuffer scales = ByteBuffer.allocateDirect(storage == Storage.INT8 ? 4 * rows : 2 * rows * columns / 32).order(ByteOrder.LITTLE_ENDIAN);
		final float[] values = new float[rows * columns];
		for (int row = 0; row < rows; row++)
			switch (storage) {
				case F32 -> {
					for (int i = row * columns; i < (row + 1) * columns; i++)
						bytes.putFloat(values[i] = (float) random.nextGaussian());
				}
				case BF16 -> {
					for (int i = row * columns; i < (row + 1) * columns; i++) {
						final int bits = Float.floatToIntBits((float) random.nextGaussian()) >>> 16;
						bytes.putShort((short) bits);
						values[i] = Float.intBitsToFloat(bits << 16);
					}
				}
				case F16 -> {
					for (int i = row * columns; i < (row + 1) * columns; i++) {
						// Of 15 exponents from the subnormal numbers on, so that they occur.
						final int exponent = random.nextInt(16);
						final int fraction = random.nextInt(1024);
						final boolean negative = random.nextBoolean();
						bytes.putShort((short) ((negative ? 0x8000 : 0) | exponent << 10 | fraction));
						final double magnitude = exponent == 0 ? fraction / 1024.0 * Math.pow(2, -14) : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
						values[i] = (float) (negative ? -magnitude : magnitude);
					}
				}
				case INT8 -> {
					final float scale = 0.01f * (1 + random.nextInt(5));
					scales.putFloat(scale);
					for (int i = row * columns; i < (row + 1) * columns; i++) {
						final byte value = (byte) (random.nextInt(255) - 127);
						bytes.put(value);
						values[i] = value * scale;
					}
				}
				case INT4 -> {
					for (int group = row * columns; group < (row + 1) * columns; group += 32) {
						final int exponent = random.nextInt(3) - 4; // a scale of ±1, 0.5 or so, times 2^−1
						final boolean negative = random.nextBoolean();
						scales.putShort((short) ((negative ? 0x8000 : 0) | exponent + 15 << 10));
						final double scale = (negative ? -1 : 1) * Math.pow(2, exponent);
						for (int j = 0; j < 16; j++) {
							final int low = random.nextInt(16);
							final int high = random.nextInt(16);
							bytes.put((byte) (low | high << 4));
							values[group + j] = (float) ((low - 8) * scale);
							values[group + j + 16] = (float) ((high - 8) * scale);
						}
					}
				}
			}
		final List<ByteBuffer> parts = new ArrayList<>();
		final int rowBytes = (int) storage.rowBytes(columns);
		for (int row = 0; row < rows; row += rowsPerPart)
			parts.add(bytes.slice(row * rowBytes, Math.min(rowsPerPart, rows - row) * rowBytes));
		final boolean scaled = storage == Storage.INT8 || storage == Storage.INT4;
		return new RandomMatrix(new StoredMatrix(storage, rows, columns, parts, rowsPerPart, scaled ? scales.flip() : null), values);
	}
}
