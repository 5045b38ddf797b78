package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import io.github.trrg.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;

/** Whatever is wrong with weights, the user reads which file, what, and what to do. */
class DamagedWeightsTest {

	private static final String A = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
		"[]                                                               | does not begin with '{'", //
		"{'a':                                                            | not the JSON", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} x         | not the JSON", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}{}         | not the JSON", //
		"{'a':7}                                                          | not the JSON", //
		"{'a':{'dtype':'F32','shape':[2]}}                                | lacks dtype, shape or data_offsets", //
		"{'a':{'dtype':'Q4','shape':[2],'data_offsets':[0,8]}}            | has the type 'Q4'", //
		"{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}             | not the JSON", //
		"{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}         | not the JSON", //
		"{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}          | negative number in shape", //
		"{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}           | cannot have 8 bytes", //
		"{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | impossible shape", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}           | outside the 8 bytes", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}          | outside the 8 bytes", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}          | negative number in data_offsets", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}         | data_offsets", //
		"{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}           | the file has", //
		"{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}           | a hole lies before tensor 'a'", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | tensor 'b' overlaps", //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 'a' is listed twice", //
		"{'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | metadata 'k' is not text", //
	})
	void wrongHeader(final String header, final String message) throws IOException {
		assertRefused(SafetensorsTest.bytes(header, new byte[8]), message);
	}

	@Test
	void headerLongerThanTheFile() throws IOException {
		final byte[] bytes = SafetensorsTest.bytes(A + "}", new byte[8]);
		assertRefused(withLength(bytes, bytes.length - 7), "longer than the file");
		assertRefused(withLength(bytes, Long.MAX_VALUE), "longer than the file");
		assertRefused(withLength(bytes, -1), "longer than the file");
	}

	@Test
	void truncated() throws IOException {
		final byte[] bytes = SafetensorsTest.bytes(A + "}", new byte[8]);
		assertRefused(new byte[0], "only 0 bytes");
		assertRefused(Arrays.copyOf(bytes, 7), "only 7 bytes");
		assertRefused(Arrays.copyOf(bytes, 20), "longer than the file");
		assertRefused(Arrays.copyOf(bytes, bytes.length - 1), "outside the 7 bytes");
	}

	@Test
	void headerThatIsNotText() throws IOException {
		final byte[] bytes = SafetensorsTest.bytes(A + "}", new byte[8]);
		bytes[10] = (byte) 0xff;
		assertRefused(bytes, "not UTF-8");
	}

	@Test
	void missing() {
		assertMessage(assertThrows(TrrgException.class, () -> Weights.open(folder)), "No weights in");
		assertMessage(assertThrows(TrrgException.class, () -> Weights.open(folder.resolve("no such folder"))), "No weights in");
		assertMessage(assertThrows(TrrgException.class, () -> Safetensors.open(folder)), "no such file");
	}

	@Test
	void shardsAreOneViewOfTheFolder() throws IOException {
		shard("model-1.safetensors", "a", 1);
		shard("model-2.safetensors", "b", 2);
		index("{'metadata':{'total_size':8},'weight_map':{'a':'model-1.safetensors','b':'model-2.safetensors'}}");
		try (Weights weights = Weights.open(folder)) {
			assertEquals(1, weights.floats("a")[0]);
			assertEquals(2, weights.floats("b")[0]);
			assertEquals("model-2.safetensors", weights.metadata().get("file"));
			assertMessage(assertThrows(TrrgException.class, () -> weights.floats("c")), "no tensor 'c'");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
		"{'weight_map':{'a':'model-1.safetensors','b':'model-3.safetensors'}} | there is no such file", //
		"{'weight_map':{'a':'../model-1.safetensors'}}                        | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'..\\\\model-1.safetensors'}}                     | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'/etc/model.safetensors'}}                        | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'C:model.safetensors'}}                           | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'a\\u0000.safetensors'}}                          | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'config.json'}}                                   | not the name of a safetensors file in the same folder", //
		"{'weight_map':{'a':'model-1.safetensors','a':'model-2.safetensors'}} | 'a' is listed twice", //
		"{'weight_map':{'a':'model-2.safetensors'}}                           | 'a' is not in model-2.safetensors", //
		"{'weight_map':{'a':'model-1.safetensors','b':'model-2.safetensors','c':'model-3b.safetensors'}} | 'b' is in model-2.safetensors and in model-3b.safetensors", //
		"{'weight_map':{}}                                                    | missing or empty", //
		"{}                                                                   | missing or empty", //
		"{'weight_map':['a']}                                                 | not the JSON", //
		"{'weight_map':                                                       | not the JSON", //
	})
	void wrongIndex(final String index, final String message) throws IOException {
		shard("model-1.safetensors", "a", 1);
		shard("model-2.safetensors", "b", 2);
		new SafetensorsWriter().floats("b", new long[0], new float[1]).floats("c", new long[0], new float[1]).write(folder.resolve("model-3b.safetensors"));
		index(index);
		assertMessage(assertThrows(TrrgException.class, () -> Weights.open(folder)), message);
	}

	/** As a download or a copy breaks off: anywhere, in the header or in the numbers. */
	@ParameterizedTest
	@ValueSource(strings = { "fixtures/resnet-tiny-random/model.safetensors", "fixtures/llama-tiny-random/model.safetensors", "weights/stories260K/model.bf16.safetensors" })
	void aPublishedFileCutOffAnywhereIsRefused(final String published) throws IOException {
		final byte[] bytes = Files.readAllBytes(SharedData.path(published));
		for (int pieces = 0; pieces < 50; pieces++)
			assertRefused(Arrays.copyOf(bytes, (int) ((long) bytes.length * pieces / 50)), "damaged or incomplete");
		assertRefused(Arrays.copyOf(bytes, bytes.length - 1), "damaged or incomplete");
		assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "damaged or incomplete");
	}

	/** Thousands of damaged files: each is refused with a message or read to the end. */
	@Test
	void noMutationEscapes() throws IOException {
		final byte[] original = SafetensorsTest.bytes("{'__metadata__':{'format':'pt'},'a':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}," +
			"'bb':{'dtype':'BF16','shape':[3],'data_offsets':[16,22]},'c':{'dtype':'I64','shape':[],'data_offsets':[22,30]}}", new byte[30]);
		final Random random = new Random(7);
		int refused = 0;
		for (int i = 0; i < 5000; i++) {
			final Path file = Files.write(folder.resolve("model.safetensors"), mutate(original, random));
			try (Weights weights = Weights.open(folder)) {
				for (final String name : weights.names()) {
					assertEquals(weights.bytes(name).remaining(), weights.dtype(name).size() * (weights.dtype(name).isFloat() ? weights.floats(name).length
						: weights.longs(name).length));
				}
			}
			catch (final TrrgException e) {
				refused++;
				assertMessage(e, file.getFileName().toString());
			}
		}
		assertTrue(refused > 2500 && refused < 5000, "refused " + refused);
	}

	@Test
	void noMutationOfTheIndexEscapes() throws IOException {
		shard("1.safetensors", "a", 1);
		shard("2.safetensors", "b", 2);
		final byte[] original = "{\"metadata\":{},\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}".getBytes();
		final Random random = new Random(8);
		int refused = 0;
		for (int i = 0; i < 2000; i++) {
			Files.write(folder.resolve("model.safetensors.index.json"), mutate(original, random));
			try (Weights weights = Weights.open(folder)) {
				for (final String name : weights.names())
					weights.floats(name);
			}
			catch (final TrrgException e) {
				refused++;
			}
		}
		assertTrue(refused > 1000 && refused < 2000, "refused " + refused);
	}

	/** Changes, drops, doubles or inserts a few bytes, preferably such as mean something in JSON. */
	private static byte[] mutate(final byte[] original, final Random random) {
		byte[] bytes = original;
		for (int n = 1 + random.nextInt(3); n > 0; n--) {
			final int at = random.nextInt(bytes.length);
			final int length = Math.min(1 + random.nextInt(12), bytes.length - at);
			final byte[] piece = switch (random.nextInt(5)) {
				case 0 -> new byte[0];
				case 1 -> new byte[] { (byte) random.nextInt(256) };
				case 2 -> new byte[] { (byte) "{}[]\",:-0129eE\\ ".charAt(random.nextInt(16)) };
				case 3 -> Arrays.copyOfRange(bytes, at / 2, at / 2 + length * 2);
				default -> "9999999999999999999".substring(random.nextInt(19)).getBytes();
			};
			final int replaced = random.nextBoolean() ? Math.min(piece.length, bytes.length - at) : random.nextInt(length + 1);
			final ByteBuffer mutated = ByteBuffer.allocate(bytes.length - replaced + piece.length);
			bytes = mutated.put(bytes, 0, at).put(piece).put(bytes, at + replaced, bytes.length - at - replaced).array();
			if (random.nextInt(3) == 0 && bytes.length > 8 && bytes[7] == 0) // let the header's length follow, so that deeper checks are met
				ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Math.max(0, bytes.length - 8 - 30));
			if (bytes.length == 0) return bytes;
		}
		return bytes;
	}

	private static byte[] withLength(final byte[] bytes, final long length) {
		final byte[] changed = bytes.clone();
		ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
		return changed;
	}

	private void shard(final String file, final String tensor, final float value) {
		new SafetensorsWriter().metadata("file", file).floats(tensor, new long[0], new float[] { value }).write(folder.resolve(file));
	}

	private void index(final String json) throws IOException {
		Files.writeString(folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
	}

	private void assertRefused(final byte[] bytes, final String message) throws IOException {
		final Path file = Files.write(folder.resolve("model.safetensors"), bytes);
		final TrrgException e = assertThrows(TrrgException.class, () -> Weights.open(folder));
		assertMessage(e, file.toString());
		assertMessage(e, message);
	}

	private static void assertMessage(final TrrgException e, final String expected) {
		assertTrue(e.getMessage().contains(expected), () -> "expected \"" + expected + "\" in: " + e.getMessage());
	}
}
