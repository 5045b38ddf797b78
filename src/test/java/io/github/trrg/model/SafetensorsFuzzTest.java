package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.TrrgException;

/** What the reader makes of any bytes: tensors, or a complaint. What the writer writes, the reader reads. */
class SafetensorsFuzzTest {

	/** Damaged files that are tried. */
	private static final int INPUTS = 120_000;
	private static final List<String> FRAGMENTS = List.of("{", "}", "[", "]", ":", ",", "\"", "null", "-1", "1e999", "9223372036854775807", "18446744073709551616", "0.5", "\\ud800", "\\u0000",
		"\"F32\"", "\"BF16\"", "\"I64\"", "\"F8_E4M3\"", "\"shape\"", "\"dtype\"", "\"data_offsets\"", "\"__metadata__\":", "[[[[[[[[", "NaN", "true", "[0,0]", "[2147483648,2147483648,0]", "\n", "'", "/*");

	@TempDir
	private Path folder;

	@Test
	void damagedFilesEndInAComplaint() throws IOException {
		final byte[] sound = sound();
		final Path file = folder.resolve("fuzzed.safetensors");
		final Random random = new Random(42);
		int opened = 0;
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			for (int i = 0; i < INPUTS; i++) {
				final byte[] damaged = damaged(sound, random);
				channel.write(ByteBuffer.wrap(damaged), 0);
				channel.truncate(damaged.length);
				try (Safetensors weights = Safetensors.open(file)) {
					readAll(weights, opened++ % 50 == 0);
				}
				catch (final TrrgException e) {
					assertTrue(e.getMessage().contains("fuzzed.safetensors"), e.getMessage());
				}
				catch (final RuntimeException | Error e) {
					throw new AssertionError("Input " + i + " of seed 42: " + e, e);
				}
			}
		}
		// Numbers and metadata may be damaged without anybody noticing; then all that is said to be there must be.
		assertTrue(opened > INPUTS / 100 && opened < INPUTS / 2, "opened " + opened);
		System.out.println("Fuzzed safetensors: " + INPUTS + " inputs, " + opened + " opened, the others refused");
	}

	/** @param maps whether to look at the mapped bytes too, which takes long */
	private static void readAll(final Weights weights, final boolean maps) {
		for (final String name : weights.names()) {
			final long count = Arrays.stream(weights.shape(name)).reduce(1, (a, b) -> a * b);
			if (weights.dtype(name).isFloat()) assertEquals(count, weights.floats(name).length);
			else assertEquals(count, weights.longs(name).length);
			if (!maps) continue;
			final ByteBuffer bytes = weights.bytes(name);
			assertEquals(count * weights.dtype(name).size(), bytes.remaining());
			while (bytes.hasRemaining())
				bytes.get();
		}
	}

	private byte[] sound() throws IOException {
		final Path file = folder.resolve("sound.safetensors");
		new SafetensorsWriter().metadata("format", "pt").floats("a.weight", new long[] { 2, 3 }, new float[6]).floats("b", DType.BF16, new long[] { 4 }, () -> new float[4]).longs("ids",
			new long[] {}, new long[] { 7 }).floats("empty", new long[] { 0, 3 }, new float[0]).write(file);
		return Files.readAllBytes(file);
	}

	/** One to four damages to header, its length, or the end of the file. */
	private static byte[] damaged(final byte[] sound, final Random random) {
		byte[] bytes = sound.clone();
		for (int n = random.nextInt(4); n >= 0; n--)
			bytes = switch (random.nextInt(7)) {
				case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
				case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
				case 2 -> withLength(bytes, random.nextBoolean() ? random.nextLong() : random.nextInt(bytes.length + 20));
				case 3, 4 -> inserted(bytes, random, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
				default -> withByte(bytes, random, (byte) (random.nextBoolean() ? random.nextInt(256) : ' ' + random.nextInt(95)));
			};
		return bytes;
	}

	private static byte[] withLength(final byte[] bytes, final long length) {
		if (bytes.length >= 8) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
		return bytes;
	}

	private static byte[] withByte(final byte[] bytes, final Random random, final byte value) {
		if (bytes.length > 0) bytes[random.nextInt(bytes.length)] = value;
		return bytes;
	}

	/** Puts text into the header in place of other text, mostly with a length that fits again. */
	private static byte[] inserted(final byte[] bytes, final Random random, final String text) {
		if (bytes.length < 10) return bytes;
		final byte[] fragment = text.getBytes(StandardCharsets.UTF_8);
		final int at = 8 + random.nextInt(bytes.length - 8);
		final int dropped = random.nextInt(Math.min(bytes.length - at, 12) + 1);
		final byte[] result = new byte[bytes.length - dropped + fragment.length];
		System.arraycopy(bytes, 0, result, 0, at);
		System.arraycopy(fragment, 0, result, at, fragment.length);
		System.arraycopy(bytes, at + dropped, result, at + fragment.length, bytes.length - at - dropped);
		final ByteBuffer head = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
		if (random.nextInt(4) > 0) head.putLong(0, head.getLong(0) + fragment.length - dropped);
		return result;
	}

	/** Random tensors of all types come back as they were. */
	@RepeatedTest(50)
	void whatIsWrittenIsRead(final RepetitionInfo repetition) {
		final Random random = new Random(repetition.getCurrentRepetition());
		final SafetensorsWriter writer = new SafetensorsWriter();
		final Map<String, byte[]> contents = new HashMap<>();
		final Map<String, long[]> shapes = new HashMap<>();
		for (int i = random.nextInt(12); i >= 0; i--) {
			final DType dtype = DType.values()[random.nextInt(DType.values().length)];
			final long[] shape = random.ints(random.nextInt(4), 0, 9).asLongStream().toArray();
			final byte[] content = new byte[(int) Arrays.stream(shape).reduce(dtype.size(), (a, b) -> a * b)];
			random.nextBytes(content);
			final String name = i + ". tensor \"" + dtype + "\" Größe \u2028 " + (char) ('a' + random.nextInt(26));
			contents.put(name, content);
			shapes.put(name, shape);
			writer.bytes(name, dtype, shape, () -> ByteBuffer.wrap(content));
		}
		writer.metadata("schlüssel \"1\"", "wert\n\\");
		final Path file = folder.resolve("round.safetensors");
		writer.write(file);
		try (Weights weights = Weights.open(file)) {
			assertEquals(contents.keySet(), weights.names());
			assertEquals(Map.of("schlüssel \"1\"", "wert\n\\"), weights.metadata());
			contents.forEach((name, content) -> {
				assertArrayEquals(shapes.get(name), weights.shape(name), name);
				final byte[] read = new byte[content.length];
				weights.bytes(name).get(read);
				assertArrayEquals(content, read, name);
			});
		}
	}
}
