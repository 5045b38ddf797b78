package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import io.github.trrg.common.TrrgException;

class BpeTrainerTest {

	private static final List<String> SPECIALS = List.of("<unk>", "<s>", "</s>", "<pad>", "<Img>", "</Img>", "<Clue>", "</Clue>");
	private static final List<String> TEXTS = List.of("The heart is normal in size.", "The lungs are clear.", "There is no pleural effusion.",
		"The heart is enlarged. There is a small left pleural effusion.", "No pneumothorax is seen; the lungs are clear.");

	@TempDir
	private Path folder;

	/** The example of Sennrich et al. 2016, section 3.2: low 5, lower 2, newest 6, widest 3. */
	@Test
	void mergesTheMostFrequentPairFirst() throws IOException {
		final List<String> words = new ArrayList<>();
		words.addAll(Collections.nCopies(5, "low"));
		words.addAll(Collections.nCopies(2, "lower"));
		words.addAll(Collections.nCopies(6, "newest"));
		words.addAll(Collections.nCopies(3, "widest"));
		// es 9, then est 9; lo 7, then low 7; ew 6 before ne 6 and west: the smaller letter
		assertEquals(List.of("e s", "es t", "l o", "lo w", "e w"), merges(train(words, 256 + 5, List.of())));
	}

	@Test
	void mergesOverlapFromTheLeftAndStopWhereNothingRepeats() throws IOException {
		// aaaa has three pairs aa, of which two can merge; then the pair aa+aa stands twice
		assertEquals(List.of("a a", "aa aa"), merges(train(List.of("aaaa", "aaaa"), 1000, List.of())));
	}

	@Test
	void specialTokensComeFirst() {
		try (Tokenizer tokenizer = trained()) {
			assertArrayEquals(IntStream.range(0, 8).toArray(), SPECIALS.stream().mapToInt(tokenizer::id).toArray());
			assertEquals(300, tokenizer.size());
			assertEquals("<Clue>", tokenizer.token(6));
			assertEquals("", tokenizer.token(300));
			assertTrue(assertThrows(TrrgException.class, () -> tokenizer.id("<mask>")).getMessage().contains("no special token <mask>"));
		}
	}

	@Test
	void learnsWordsOfTheTexts() {
		try (Tokenizer tokenizer = Tokenizer.open(train(Collections.nCopies(3, "no pleural effusion"), 1000, SPECIALS))) {
			assertEquals(List.of("no", "Ġpleural", "Ġeffusion"), IntStream.of(tokenizer.encode("no pleural effusion")).mapToObj(tokenizer::token).toList());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "  two  spaces ", "\r\n\t", "\u0000\u0001\u001f\u007f\u00ad", "Lungs: 5 mm (±2), don't worry", "äöü ß é", "胸部に異常なし", "😀🫁", "\u200b\ufeff",
		"XXXX", "<s>", "a<Img>b</Img>" })
	void everyTextSurvivesARoundTrip(final String text) {
		try (Tokenizer tokenizer = trained()) {
			assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
		}
	}

	@Test
	void halfACharacterDoesNoHarm() {
		try (Tokenizer tokenizer = trained()) {
			assertTrue(tokenizer.encode("\ud83d alone").length > 0);
			final int[] face = tokenizer.encode("😀");
			assertEquals("\ufffd", tokenizer.decode(Arrays.copyOf(face, face.length - 1)));
		}
	}

	@Test
	void onlyTheModelsOwnTextHasSpecialTokens() {
		try (Tokenizer tokenizer = trained()) {
			final int[] prompt = tokenizer.encodeWithSpecials("<Img>clear</Img></s>");
			assertEquals(tokenizer.id("<Img>"), prompt[0]);
			assertEquals(tokenizer.id("</s>"), prompt[prompt.length - 1]);
			assertEquals("clear", tokenizer.decode(prompt));
			assertTrue(IntStream.of(tokenizer.encode("<Img></s>")).allMatch(id -> id >= SPECIALS.size()));
		}
	}

	@Test
	void orderOfTextsDoesNotMatter() throws IOException {
		final List<String> reversed = new ArrayList<>(TEXTS);
		Collections.reverse(reversed);
		final byte[] first = Files.readAllBytes(train(TEXTS, 300, SPECIALS));
		assertArrayEquals(first, Files.readAllBytes(train(reversed, 300, SPECIALS)));
	}

	@Test
	void tooSmallAVocabularyIsRefused() {
		assertTrue(assertThrows(TrrgException.class, () -> train(TEXTS, 263, SPECIALS)).getMessage().contains("at least 264"));
	}

	@Test
	void manyThreadsShareOneTokenizer() {
		try (Tokenizer tokenizer = trained()) {
			assertTrue(IntStream.range(0, 2000).parallel().allMatch(i -> {
				final String text = TEXTS.get(i % TEXTS.size()) + i;
				return tokenizer.decode(tokenizer.encode(text)).equals(text);
			}));
		}
	}

	private Tokenizer trained() {
		return Tokenizer.open(train(TEXTS, 300, SPECIALS));
	}

	private Path train(final List<String> texts, final int size, final List<String> specials) {
		final Path file = folder.resolve("tokenizer.json");
		BpeTrainer.train(texts, size, specials, file);
		return file;
	}

	private static List<String> merges(final Path file) throws IOException {
		final List<String> merges = new ArrayList<>();
		for (final JsonElement merge : JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonObject("model").getAsJsonArray("merges"))
			merges.add(merge.getAsString());
		return merges;
	}
}
