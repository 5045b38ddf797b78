package io.github.trrg.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A weight matrix as it lies in its file, row by row, all little-endian.
 * <ul>
 * <li>{@link Storage#INT8}: a signed byte per weight; weight = byte · scale of the row, which has 32 bits.</li>
 * <li>{@link Storage#INT4}: in each {@link #GROUP} of inputs, byte j holds input j in its low and input j + 16 in its high half; weight =
 * (half − 8) · scale of the group, which has 16 bits (IEEE 754).</li>
 * </ul>
 *
 * @param rows outputs
 * @param columns inputs; with 4 bits a multiple of {@link #GROUP}
 * @param parts the numbers, as mapped or copied: buffers of whole rows, as many as {@link #rowsPerPart} each, the last of the rest
 * @param rowsPerPart rows of a part
 * @param scales (rows) or (rows, columns / GROUP); null where there are none
 */
public record StoredMatrix(Storage storage, int rows, int columns, List<ByteBuffer> parts, int rowsPerPart, ByteBuffer scales) {

	/** Inputs that share a scale. */
	public static final int GROUP = 32;

	/** The scales in 32 bits; null where there are none. */
	public float[] scaleValues() {
		if (scales == null) return null;
		final ByteBuffer stored = scales.duplicate().order(ByteOrder.LITTLE_ENDIAN);
		final float[] values = new float[storage == Storage.INT8 ? rows : rows * (columns / GROUP)];
		for (int i = 0; i < values.length; i++)
			values[i] = storage == Storage.INT8 ? stored.getFloat() : Numbers.half(stored.getShort());
		return values;
	}

	/** The weights in 32 bits (rows, columns). */
	public float[] values() {
		final float[] values = new float[Math.multiplyExact(rows, columns)];
		final float[] factors = scaleValues();
		final byte[] bytes = new byte[(int) storage.rowBytes(columns)];
		for (int row = 0; row < rows; row++) {
			parts.get(row / rowsPerPart).get(row % rowsPerPart * bytes.length, bytes);
			Numbers.read(storage, bytes, 0, 0, columns, factors, row, columns, values, row * columns);
		}
		return values;
	}
}
