package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import io.github.trrg.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.common.TrrgException;

class TokenizerTest {

	@TempDir
	private Path folder;

	/** A tokenizer as LLaMA models bring it, against the tokens llama2.c gives. */
	@Test
	void agreesWithAnotherImplementationOnALlamaTokenizer() throws IOException {
		final Path shared = SharedData.path("weights/stories260K");
		Files.writeString(folder.resolve("tokenizer.json"), llamaTokenizer(Files.readAllBytes(shared.resolve("tok512.bin"))));
		final JsonObject golden = JsonParser.parseString(Files.readString(shared.resolve("tokenizer_golden.json"))).getAsJsonObject();
		try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
			assertEquals(512, tokenizer.size());
			for (final JsonElement element : golden.getAsJsonArray("tok512")) {
				final String text = element.getAsJsonObject().get("text").getAsString();
				final int[] expected = StreamSupport.stream(element.getAsJsonObject().getAsJsonArray("ids").spliterator(), false).mapToInt(JsonElement::getAsInt)
					.toArray();
				assertArrayEquals(expected, IntStream.concat(IntStream.of(tokenizer.id("<s>")), IntStream.of(tokenizer.encode(text))).toArray(), text);
				assertEquals(text, tokenizer.decode(expected));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{}", "{\"model\":{}}", "{\"model\":{\"vocab\":[]}}", "{\"model\":{\"vocab\":{\"a\":-1}}}", "{\"model\":{\"vocab\":{\"a\":1e99}}}",
		"{\"model\":{\"vocab\":{\"a\":0}}}", "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"b c\"]}}", "{\"model\":{\"type\":\"Other\",\"vocab\":{\"a\":0}}}",
		"{\"added_tokens\":[7],\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[]}}",
		"{\"added_tokens\":[{\"special\":true}],\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[]}}" })
	void aDamagedFileIsRefusedByName(final String content) throws IOException {
		final Path file = Files.writeString(folder.resolve("tokenizer.json"), content);
		final TrrgException e = assertThrows(TrrgException.class, () -> Tokenizer.open(file));
		assertTrue(e.getMessage().contains("tokenizer.json"), e.getMessage());
	}

	@Test
	void aMissingFileIsNamed() {
		final TrrgException e = assertThrows(TrrgException.class, () -> Tokenizer.open(folder.resolve("tokenizer.json")));
		assertTrue(e.getMessage().contains("no tokenizer.json in " + folder), e.getMessage());
	}

	/** Turns llama2.c's list of pieces and scores into the form Hugging Face publishes such tokenizers in. */
	private static String llamaTokenizer(final byte[] bytes) {
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(4);
		final Map<String, Integer> ids = new LinkedHashMap<>();
		final Map<String, Float> scores = new LinkedHashMap<>();
		while (buffer.hasRemaining()) {
			final float score = buffer.getFloat();
			final byte[] piece = new byte[buffer.getInt()];
			buffer.get(piece);
			final String text = new String(piece, StandardCharsets.UTF_8).strip();
			final String token = ids.size() < 3 ? text : new String(piece, StandardCharsets.UTF_8).replace(' ', '▁');
			ids.put(token, ids.size());
			scores.put(token, score);
		}
		record Merge(String left, String right, float score) {}
		final List<Merge> merges = new ArrayList<>();
		ids.keySet().forEach(token -> IntStream.range(1, token.length()).forEach(at -> {
			final String left = token.substring(0, at);
			final String right = token.substring(at);
			if (ids.containsKey(left) && ids.containsKey(right)) merges.add(new Merge(left, right, scores.get(token)));
		}));
		merges.sort(Comparator.comparing(Merge::score).reversed());
		final JsonObject json = JsonParser.parseString("""
			{"added_tokens": [{"id": 1, "content": "<s>", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false}],
			 "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
			 "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
			  {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
			 "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true}}""").getAsJsonObject();
		json.getAsJsonObject("model").add("vocab", new Gson().toJsonTree(ids));
		json.getAsJsonObject("model").add("merges", new Gson().toJsonTree(merges.stream().map(merge -> merge.left() + " " + merge.right()).toList()));
		return json.toString();
	}
}
