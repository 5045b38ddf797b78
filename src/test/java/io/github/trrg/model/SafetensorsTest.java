package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import io.github.trrg.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;

class SafetensorsTest {

	@TempDir
	private Path folder;

	@Test
	void readsEveryFloatingPointType() throws IOException {
		final ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
		data.putDouble(0.1).putFloat(1.5f).putFloat(-2).putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 0x3f80).putShort((short) 0xc000);
		final Path file = file("{'d':{'dtype':'F64','shape':[],'data_offsets':[0,8]},'f':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}," +
			"'h':{'dtype':'F16','shape':[1,2],'data_offsets':[16,20]},'b':{'dtype':'BF16','shape':[2,1],'data_offsets':[20,24]}}", data.array());
		try (Safetensors weights = Safetensors.open(file)) {
			assertEquals(Set.of("d", "f", "h", "b"), weights.names());
			assertArrayEquals(new float[] { 0.1f }, weights.floats("d"));
			assertArrayEquals(new float[] { 1.5f, -2 }, weights.floats("f"));
			assertArrayEquals(new float[] { 1, -2 }, weights.floats("h"));
			assertArrayEquals(new float[] { 1, -2 }, weights.floats("b"));
			assertEquals(DType.F16, weights.dtype("h"));
			assertArrayEquals(new long[] { 1, 2 }, weights.shape("h"));
			assertArrayEquals(new long[0], weights.shape("d"));
		}
	}

	@Test
	void readsEveryWholeNumberType() throws IOException {
		final ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
		data.putLong(-5).putInt(-6).put((byte) 0xff).put((byte) 0xff).put((byte) 0).put((byte) 1);
		final Path file = file("{'l':{'dtype':'I64','shape':[1],'data_offsets':[0,8]},'i':{'dtype':'I32','shape':[1],'data_offsets':[8,12]}," +
			"'s':{'dtype':'I8','shape':[1],'data_offsets':[12,13]},'u':{'dtype':'U8','shape':[1],'data_offsets':[13,14]}," +
			"'t':{'dtype':'BOOL','shape':[2],'data_offsets':[14,16]},'none':{'dtype':'F32','shape':[0,7],'data_offsets':[14,14]}}", data.array());
		try (Safetensors weights = Safetensors.open(file)) {
			assertArrayEquals(new long[] { -5 }, weights.longs("l"));
			assertArrayEquals(new long[] { -6 }, weights.longs("i"));
			assertArrayEquals(new long[] { -1 }, weights.longs("s"));
			assertArrayEquals(new long[] { 255 }, weights.longs("u"));
			assertArrayEquals(new long[] { 0, 1 }, weights.longs("t"));
			assertArrayEquals(new float[0], weights.floats("none"));
		}
	}

	@Test
	void mapsBytesThatOutliveTheFile() throws IOException {
		final Path file = file("{'i':{'dtype':'I32','shape':[2],'data_offsets':[0,8]}}", new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 });
		final ByteBuffer bytes;
		try (Safetensors weights = Safetensors.open(file)) {
			bytes = weights.bytes("i");
			assertEquals(1, Files.readAllBytes(weights.file("i"))[(int) weights.position("i")]);
		}
		assertTrue(bytes.isReadOnly());
		assertEquals(1, bytes.getInt());
		assertEquals(256, bytes.getInt());
	}

	@Test
	void namesTheTensorThatIsMissingOrOfAnotherType() throws IOException {
		try (Safetensors weights = Safetensors.open(file("{'i':{'dtype':'I8','shape':[1],'data_offsets':[0,1]}}", new byte[1]))) {
			assertTrue(assertThrows(TrrgException.class, () -> weights.floats("lm_head.weight")).getMessage().contains("'lm_head.weight'"));
			assertTrue(assertThrows(TrrgException.class, () -> weights.floats("i")).getMessage().contains("holds I8"));
		}
	}

	@Test
	void writesWhatItReads() {
		final Path file = folder.resolve("Gewichte für später.safetensors");
		new SafetensorsWriter().metadata("step", "12").metadata("note", "<ü>").longs("ids", new long[] { 2 }, new long[] { Long.MIN_VALUE, 7 })
			.floats("w", new long[] { 2, 3 }, new float[] { 1, 2, 3, 4, 5, 6 }).floats("half", DType.F16, new long[] { 2 }, () -> new float[] { 0.5f, -65504 })
			.bytes("raw", DType.U8, new long[] { 3 }, () -> ByteBuffer.wrap(new byte[] { 1, 2, 3 })).write(file);
		try (Weights weights = Weights.open(file)) {
			assertEquals(Map.of("step", "12", "note", "<ü>"), weights.metadata());
			assertArrayEquals(new long[] { Long.MIN_VALUE, 7 }, weights.longs("ids"));
			assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, weights.floats("w"));
			assertArrayEquals(new float[] { 0.5f, -65504 }, weights.floats("half"));
			assertArrayEquals(new long[] { 1, 2, 3 }, weights.longs("raw"));
			for (final String name : weights.names())
				assertEquals(0, weights.position(name) % weights.dtype(name).size(), name);
		}
	}

	@Test
	void tensorsLongerThanOnePieceOfReadingAndWritingKeepTheirOrder() {
		final float[] values = new float[(1 << 20) * 2 + 17];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		final Path file = folder.resolve("model.safetensors");
		new SafetensorsWriter().floats("w", new long[] { values.length }, values).write(file);
		try (Weights weights = Weights.open(folder)) {
			assertArrayEquals(values, weights.floats("w"));
		}
	}

	@Test
	void orderOfAddingDoesNotMatter() throws IOException {
		final float[] one = { 1 };
		new SafetensorsWriter().floats("a", new long[] { 1 }, one).longs("b", new long[0], new long[1]).metadata("k", "1").metadata("j", "2").write(folder.resolve("1"));
		new SafetensorsWriter().metadata("j", "2").metadata("k", "1").longs("b", new long[0], new long[1]).floats("a", new long[] { 1 }, one).write(folder.resolve("2"));
		assertEquals(-1, Files.mismatch(folder.resolve("1"), folder.resolve("2")));
	}

	@Test
	void aWriteThatFailsKeepsTheOldFile() throws IOException {
		final Path file = folder.resolve("model.safetensors");
		new SafetensorsWriter().floats("a", new long[] { 1 }, new float[1]).write(file);
		final byte[] before = Files.readAllBytes(file);
		final SafetensorsWriter interrupted = new SafetensorsWriter().floats("a", DType.F32, new long[] { 1 }, () -> {
			throw new IllegalStateException("the network is gone");
		});
		assertThrows(IllegalStateException.class, () -> interrupted.write(file));
		assertArrayEquals(before, Files.readAllBytes(file));
		try (var files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "bert", "llama", "mistral", "qwen2", "resnet", "swin" })
	void rewritingPublishedFilesGivesTheSameBytes(final String name) throws IOException {
		final Path published = SharedData.path("fixtures/" + name + "-tiny-random/model.safetensors");
		final SafetensorsWriter writer = new SafetensorsWriter();
		try (Weights weights = Weights.open(published.getParent())) {
			weights.metadata().forEach(writer::metadata);
			for (final String tensor : weights.names())
				writer.bytes(tensor, weights.dtype(tensor), weights.shape(tensor), () -> weights.bytes(tensor));
			writer.write(folder.resolve("copy"));
		}
		assertArrayEquals(Files.readAllBytes(published), Files.readAllBytes(folder.resolve("copy")));
	}

	@Test
	void precisionsOfOneModelAgree() {
		final Path shared = SharedData.path("weights/stories260K");
		try (Weights full = Weights.open(shared); Weights half = Weights.open(shared.resolve("model.f16.safetensors")); Weights brain = Weights.open(
			shared.resolve("model.bf16.safetensors"))) {
			assertEquals(full.names(), half.names());
			for (final String name : full.names()) {
				final float[] expected = full.floats(name);
				final float[] fromHalf = half.floats(name);
				final float[] fromBrain = brain.floats(name);
				for (int i = 0; i < expected.length; i++) {
					assertEquals(DType.halfToFloat(DType.floatToHalf(expected[i])), fromHalf[i], name);
					assertEquals(expected[i], fromHalf[i], Math.max(Math.abs(expected[i]) * 0x1p-11f, 0x1p-25f), name);
					assertEquals(expected[i], fromBrain[i], Math.abs(expected[i]) * 0x1p-8f, name);
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "-0.0,8000", "1,3c00", "-2,c000", "65504,7bff", "65519,7bff", "65520,7c00", "-1e9,fc00", "6.1035156e-05,400", "5.9604645e-08,1",
		"2.9802322e-08,0", "8.940697e-08,2", "0.33333334,3555", "1.00048828125,3c00", "1.00146484375,3c02", "2047.5,6800", "Infinity,7c00", "NaN,7e00" })
	void roundsToHalfPrecision(final float value, final String half) {
		assertEquals(Integer.parseInt(half, 16), DType.floatToHalf(value) & 0xffff);
	}

	@Test
	void everyHalfPrecisionNumberSurvivesARoundTrip() {
		for (int bits = 0; bits < 0x10000; bits++) {
			final float value = DType.halfToFloat((short) bits);
			if (!Float.isNaN(value)) assertEquals(bits, DType.floatToHalf(value) & 0xffff);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,3f80", "0.33333334,3eab", "1.00390625,3f80", "1.01171875,3f82", "-3e38,ff62", "3.4028235e38,7f80", "NaN,7fc0" })
	void roundsToBfloat16(final float value, final String bits) {
		assertEquals(Integer.parseInt(bits, 16), DType.floatToBfloat16(value) & 0xffff);
	}

	/** A file made by hand; quotes in the header are written as ' for readability. */
	private Path file(final String header, final byte[] data) throws IOException {
		return Files.write(folder.resolve("model.safetensors"), bytes(header, data));
	}

	static byte[] bytes(final String header, final byte[] data) {
		final byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
		out.writeBytes(json);
		out.writeBytes(data);
		return out.toByteArray();
	}
}
