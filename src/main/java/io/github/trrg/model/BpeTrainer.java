package io.github.trrg.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonText;
import io.github.trrg.common.TrrgException;

/**
 * Trains a byte-level byte-pair encoding (Sennrich et al. 2016; bytes as in GPT-2) and writes it as a Hugging
 * Face {@code tokenizer.json}. All 256 bytes are in the vocabulary, so any text can be encoded. The result
 * depends on which words occur how often, not on their order.
 */
public final class BpeTrainer {

	/** Splits text into words as the ByteLevel pre-tokenizer does; merges never cross a word. */
	private static final Pattern WORD = Pattern.compile("'(?:s|t|re|ve|m|ll|d)| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+|" +
		"\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");
	private static final class Word {

		private final int count;
		private int[] symbols;

		private Word(final int count, final int[] symbols) {
			this.count = count;
			this.symbols = symbols;
		}
	}

	/** How often two symbols stand side by side, and in which words they may. */
	private static final class Pair {

		private long count;
		private final Set<Word> words = new HashSet<>();
	}

	/** Token texts by id: special tokens, bytes, merges. */
	private final List<String> tokens = new ArrayList<>();
	private final List<String> merges = new ArrayList<>();
	/** By left symbol * 2^32 + right symbol. */
	private final Map<Long, Pair> pairs = new HashMap<>();

	private BpeTrainer() {}

	/**
	 * @param texts what to learn from, any pieces of text
	 * @param vocabularySize tokens in all, special ones and bytes included; fewer result if no pair is left that occurs twice
	 * @param specialTokens get the ids 0, 1, … in this order
	 * @param tokenizerJson where to write
	 * @throws TrrgException if the vocabulary is too small or the file cannot be written
	 */
	public static void train(final Iterable<String> texts, final int vocabularySize, final List<String> specialTokens, final Path tokenizerJson) {
		if (vocabularySize < specialTokens.size() + 256) throw new TrrgException("A vocabulary of " + vocabularySize + " tokens is too small: " +
			specialTokens.size() + " special tokens and 256 bytes are always in it. Choose at least " + (specialTokens.size() + 256) + ".");
		final BpeTrainer trainer = new BpeTrainer();
		trainer.tokens.addAll(specialTokens);
		trainer.learn(texts, vocabularySize);
		JsonText.write(tokenizerJson, trainer.toJson(specialTokens));
	}

	private void learn(final Iterable<String> texts, final int vocabularySize) {
		final char[] characters = byteCharacters();
		final int[] idOfByte = new int[256];
		IntStream.range(0, 256).boxed().sorted((a, b) -> Character.compare(characters[a], characters[b])).forEach(value -> {
			idOfByte[value] = tokens.size();
			tokens.add(String.valueOf(characters[value]));
		});
		wordCounts(texts).forEach((text, count) -> {
			final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			final Word word = new Word(count, new int[bytes.length]);
			for (int i = 0; i < bytes.length; i++)
				word.symbols[i] = idOfByte[bytes[i] & 0xff];
			count(word, 1);
		});
		while (tokens.size() < vocabularySize) {
			final long best = mostFrequentPair();
			if (best < 0) return;
			merge(best);
		}
	}

	private static Map<String, Integer> wordCounts(final Iterable<String> texts) {
		final Map<String, Integer> counts = new TreeMap<>();
		for (final String text : texts) {
			final Matcher matcher = WORD.matcher(text);
			while (matcher.find())
				counts.merge(matcher.group(), 1, Integer::sum);
		}
		return counts;
	}

	/** Adds a word's pairs to the counts, or takes them off. */
	private void count(final Word word, final int sign) {
		for (int i = 0; i + 1 < word.symbols.length; i++) {
			final Pair pair = pairs.computeIfAbsent((long) word.symbols[i] << 32 | word.symbols[i + 1], key -> new Pair());
			pair.count += (long) sign * word.count;
			pair.words.add(word);
		}
	}

	/** @return the pair of the highest count, of equal ones that of the smallest ids; -1 if none occurs twice */
	private long mostFrequentPair() {
		long best = -1;
		long bestCount = 1;
		for (final Map.Entry<Long, Pair> entry : pairs.entrySet()) {
			final long count = entry.getValue().count;
			if (count > bestCount || count == bestCount && best >= 0 && entry.getKey() < best) {
				best = entry.getKey();
				bestCount = count;
			}
		}
		return best;
	}

	private void merge(final long key) {
		final int left = (int) (key >>> 32);
		final int right = (int) key;
		final int merged = tokens.size();
		merges.add(tokens.get(left) + " " + tokens.get(right));
		tokens.add(tokens.get(left) + tokens.get(right));
		for (final Word word : List.copyOf(pairs.get(key).words)) {
			count(word, -1);
			word.symbols = merge(word.symbols, left, right, merged);
			count(word, 1);
		}
		pairs.remove(key);
	}

	private static int[] merge(final int[] symbols, final int left, final int right, final int merged) {
		final int[] shorter = new int[symbols.length];
		int length = 0;
		for (int i = 0; i < symbols.length; i++) {
			final boolean match = symbols[i] == left && i + 1 < symbols.length && symbols[i + 1] == right;
			shorter[length++] = match ? merged : symbols[i];
			if (match) i++;
		}
		return Arrays.copyOf(shorter, length);
	}

	/** GPT-2's printable stand-in for each byte: itself where printable, otherwise the next character from U+0100 on. */
	private static char[] byteCharacters() {
		final char[] characters = new char[256];
		char next = 0x100;
		for (int value = 0; value < 256; value++) {
			final boolean printable = value > ' ' && value < 0x7f || value > 0xa0 && value != 0xad;
			characters[value] = printable ? (char) value : next++;
		}
		return characters;
	}

	private JsonObject toJson(final List<String> specialTokens) {
		final JsonArray added = new JsonArray();
		for (int id = 0; id < specialTokens.size(); id++)
			added.add(addedToken(id, specialTokens.get(id)));
		final JsonObject vocabulary = new JsonObject();
		for (int id = 0; id < tokens.size(); id++)
			vocabulary.addProperty(tokens.get(id), id);
		final JsonObject model = new JsonObject();
		model.addProperty("type", "BPE");
		model.add("vocab", vocabulary);
		model.add("merges", new Gson().toJsonTree(merges));
		final JsonObject byteLevel = new JsonObject();
		byteLevel.addProperty("type", "ByteLevel");
		byteLevel.addProperty("add_prefix_space", false);
		byteLevel.addProperty("trim_offsets", true);
		byteLevel.addProperty("use_regex", true);
		final JsonObject tokenizer = new JsonObject();
		tokenizer.addProperty("version", "1.0");
		tokenizer.add("added_tokens", added);
		tokenizer.add("pre_tokenizer", byteLevel);
		tokenizer.add("decoder", byteLevel);
		tokenizer.add("model", model);
		return tokenizer;
	}

	private static JsonObject addedToken(final int id, final String content) {
		final JsonObject token = new JsonObject();
		token.addProperty("id", id);
		token.addProperty("content", content);
		for (final String no : List.of("single_word", "lstrip", "rstrip", "normalized"))
			token.addProperty(no, false);
		token.addProperty("special", true);
		return token;
	}
}
