package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.SharedData;
import io.github.trrg.Stories;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/** Tokenizers that are no {@code tokenizer.json} yet. */
class PublishedTokenizerTest {

	@TempDir
	private Path folder;

	/** Against the tokens llama2.c gives. */
	@Test
	void aModelOfSentencePieceTokenizesAsAnotherImplementation() throws IOException {
		final JsonObject golden = SharedData.json("weights/stories260K/tokenizer_golden.json");
		try (Tokenizer tokenizer = open(SentencePiece.read(Stories.make(folder).resolve("tokenizer.model")).toJson(Map.of()))) {
			assertEquals(512, tokenizer.size());
			for (final JsonElement element : golden.getAsJsonArray("tok512")) {
				final String text = element.getAsJsonObject().get("text").getAsString();
				final int[] expected = ids(element.getAsJsonObject().get("ids"));
				assertArrayEquals(expected, IntStream.concat(IntStream.of(tokenizer.id("<s>")), IntStream.of(tokenizer.encode(text))).toArray(), text);
				assertEquals(text, tokenizer.decode(expected));
			}
			assertEquals(0, tokenizer.encode("").length);
		}
	}

	/** Small models trained with SentencePiece, and what SentencePiece itself makes of texts. */
	@ParameterizedTest
	@ValueSource(strings = { "bpe", "unigram" })
	void smallModelsTokenizeAsSentencePiece(final String kind) throws IOException {
		final Path resources = Path.of("src", "test", "resources", "tokenizers");
		final JsonObject golden = JsonParser.parseString(Files.readString(resources.resolve("golden.json"))).getAsJsonObject();
		try (Tokenizer tokenizer = open(SentencePiece.read(resources.resolve(kind + ".model")).toJson(Map.of()))) {
			assertCases(golden, kind, tokenizer);
		}
	}

	/** Against {@code BertTokenizer} of Hugging Face. */
	@ParameterizedTest
	@ValueSource(strings = { "cased", "uncased" })
	void aWordListTokenizesAsBert(final String kind) throws IOException {
		final Path resources = Path.of("src", "test", "resources", "tokenizers");
		final Path model = Files.createDirectories(folder.resolve(kind));
		Files.copy(resources.resolve("vocab.txt"), model.resolve("vocab.txt"));
		if (kind.equals("cased")) Files.writeString(model.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
		final PublishedFolder published = new PublishedFolder(model, JsonFields.parse("config.json", "{}"), "bert", null, null);
		try (Tokenizer tokenizer = open(PublishedTokenizer.of(published).json())) {
			assertCases(JsonParser.parseString(Files.readString(resources.resolve("golden.json"))).getAsJsonObject(), kind, tokenizer);
			assertEquals(2, tokenizer.id("[CLS]"));
		}
	}

	private static void assertCases(final JsonObject golden, final String kind, final Tokenizer tokenizer) {
		for (final JsonElement element : golden.getAsJsonArray(kind)) {
			final String text = element.getAsJsonObject().get("text").getAsString();
			assertArrayEquals(ids(element.getAsJsonObject().get("ids")), tokenizer.encode(text), text);
		}
	}

	/** Damaged models end in a complaint, whatever the damage. */
	@Test
	void damagedModelsOfSentencePieceAreRefusedByName() throws IOException {
		final byte[] sound = Files.readAllBytes(Path.of("src", "test", "resources", "tokenizers", "bpe.model"));
		final Path file = folder.resolve("tokenizer.model");
		for (final byte[] content : new byte[][] { {}, "not a model".getBytes(), Arrays.copyOf(sound, sound.length - 1), Arrays.copyOf(sound, 100) }) {
			Files.write(file, content);
			assertMessage(() -> SentencePiece.read(file), "tokenizer.model");
		}
		final Random random = new Random(1);
		int refused = 0;
		for (int i = 0; i < 2000; i++) {
			final byte[] damaged = sound.clone();
			for (int n = 0; n <= random.nextInt(4); n++)
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			Files.write(file, damaged);
			try {
				SentencePiece.read(file).toJson(Map.of());
			}
			catch (final TrrgException e) {
				refused++;
			}
		}
		assertEquals(true, refused > 100, "refused " + refused);
	}

	private Tokenizer open(final JsonObject json) throws IOException {
		return Tokenizer.open(Files.writeString(folder.resolve("made.json"), json.toString()));
	}

	private static int[] ids(final JsonElement list) {
		return StreamSupport.stream(list.getAsJsonArray().spliterator(), false).mapToInt(JsonElement::getAsInt).toArray();
	}
}
