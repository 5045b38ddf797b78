package io.github.trrg.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes written out by hand after the specification of GGUF and of ggml's blocks. */
class GgufWriterTest {

	private static final String EXPECTED = "47475546" + "03000000" + "0200000000000000" + "0200000000000000" // magic, version, tensors, entries
		+ "0100000000000000" + "61" + "08000000" + "0200000000000000" + "6869" // a = "hi"
		+ "0100000000000000" + "62" + "09000000" + "05000000" + "0200000000000000" + "07000000" + "ffffffff" // b = [7, -1]
		+ "0100000000000000" + "6d" + "02000000" + "0300000000000000" + "0200000000000000" + "00000000" + "0000000000000000" // m: 3 columns, 2 rows, F32, at 0
		+ "0100000000000000" + "76" + "01000000" + "0200000000000000" + "01000000" + "2000000000000000"; // v: 2 numbers, F16, at 32
	private static final String DATA = "0000803f" + "00000040" + "00004040" + "000080bf" + "000000c0" + "000040c0" + "0000000000000000" + "003c" + "00c0";

	@TempDir
	private Path folder;

	@Test
	void aSmallFile() throws IOException {
		final float[][] rows = { { 1, 2, 3 }, { -1, -2, -3 } };
		final Path file = folder.resolve("small.gguf");
		new GgufWriter().text("a", "hi").counts("b", 7, -1).tensor("m", GgufType.F32, new long[] { 2, 3 }, row -> rows[row]).tensor("v", GgufType.F16,
			new long[] { 2 },
			row -> new float[] { 1, -2 }).write(file);
		final int header = (EXPECTED.length() / 2 + 31) / 32 * 32;
		final String all = EXPECTED + "00".repeat(header - EXPECTED.length() / 2) + DATA + "00".repeat(28);
		assertEquals(all, HexFormat.of().formatHex(Files.readAllBytes(file)));
	}

	/** The largest magnitude, 63.5, becomes 127: the scale is 0.5, in 16 bits 0x3800. */
	@Test
	void blocksOf8Bits() {
		final float[] row = new float[32];
		row[0] = 63.5f;
		row[1] = -63.5f;
		row[2] = 1;
		row[31] = -2.2f; // −4.4 scales
		final byte[] expected = new byte[34];
		expected[1] = 0x38;
		expected[2] = 127;
		expected[3] = -127;
		expected[4] = 2;
		expected[33] = -4;
		assertArrayEquals(expected, block(GgufType.Q8_0, row));
	}

	/** The largest magnitude, −4, becomes −8: the scale is 0.5. Number j is in the low half of byte j, number j + 16 in the high half; 0 is 8. */
	@Test
	void blocksOf4Bits() {
		final float[] row = new float[32];
		row[0] = -4;
		row[1] = 3.5f;
		row[17] = 1;
		row[31] = 4; // 8 scales, but 7 is the most
		final byte[] expected = new byte[18];
		java.util.Arrays.fill(expected, (byte) 0x88);
		expected[0] = 0;
		expected[1] = 0x38;
		expected[2] = (byte) 0x80;
		expected[3] = (byte) 0xaf;
		expected[17] = (byte) 0xf8;
		assertArrayEquals(expected, block(GgufType.Q4_0, row));
	}

	@Test
	void zerosHaveNoScale() {
		assertArrayEquals(new byte[34], block(GgufType.Q8_0, new float[32]));
	}

	/** Rows 0 to 3 of a head are rotated in pairs 0, 2 and 1, 3 by one convention, in pairs of neighbours by the other. */
	@Test
	void rowsOfRotatedHeadsArePutInPairs() {
		final LlamaTensor two = new LlamaTensor("q", "q", 8, 4, 2);
		assertEquals(List.of(0, 2, 1, 3, 4, 6, 5, 7), IntStream.range(0, 8).mapToObj(row -> GgufLlama.source(two, row)).toList());
	}

	private static byte[] block(final GgufType type, final float[] row) {
		final ByteBuffer buffer = ByteBuffer.allocate((int) type.bytes(row.length)).order(ByteOrder.LITTLE_ENDIAN);
		type.put(row, buffer);
		return buffer.array();
	}
}
