package io.github.trrg.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;

/**
 * Text to token ids and back, after a Hugging Face {@code tokenizer.json}. Safe for concurrent use.
 * Special tokens such as {@code <s>} are told apart from text: what a user writes never becomes one.
 */
public final class Tokenizer implements AutoCloseable {

	/** Its name in a model folder. */
	public static final String FILE_NAME = "tokenizer.json";

	private static final int MAXIMUM_ID = 10_000_000;

	private final Path file;
	private final HuggingFaceTokenizer tokenizer;
	private final Map<Integer, String> tokens;
	private final Map<String, Integer> specials;
	private final Pattern specialPattern;

	private Tokenizer(final Path file, final HuggingFaceTokenizer tokenizer, final Map<Integer, String> tokens, final Map<String, Integer> specials) {
		this.file = file;
		this.tokenizer = tokenizer;
		this.tokens = tokens;
		this.specials = specials;
		// Longer ones first: of two that match, the longer is meant.
		specialPattern = Pattern.compile(specials.keySet().stream().sorted(Comparator.comparing(String::length).reversed()).map(Pattern::quote)
			.collect(Collectors.joining("|", "(?:", specials.isEmpty() ? "(?!))" : ")")));
	}

	/** @throws TrrgException if the file is missing or not a tokenizer that can be used */
	public static Tokenizer open(final Path tokenizerJson) {
		final JsonFields json = JsonFields.read(tokenizerJson);
		final Map<Integer, String> tokens = new TreeMap<>();
		readVocabulary(json.requireObject("model"), tokens);
		final Map<String, Integer> specials = takeSpecials(json);
		specials.forEach((token, id) -> tokens.put(id, token));
		try {
			return new Tokenizer(tokenizerJson, start(json.json().toString()), Map.copyOf(tokens), specials);
		}
		catch (final EngineException | LinkageError e) {
			throw new TrrgException("The tokenizer library cannot start: " + e.getMessage() + ". Run Plugins>TRRG>Engine... or 'trrg doctor'.", e);
		}
		// The library reports what it dislikes in a file as a plain RuntimeException.
		catch (final IOException | RuntimeException e) {
			throw new TrrgException("Cannot read the tokenizer " + tokenizerJson + ": " + e.getMessage() +
				". Copy or download the model folder again; only the tokenizer.json of Hugging Face's tokenizers library is understood.", e);
		}
	}

	/** An object of ids, or a list whose entries begin with the token (unigram). */
	private static void readVocabulary(final JsonFields model, final Map<Integer, String> tokens) {
		if (model.has("vocab") && model.json().get("vocab") instanceof JsonArray list) {
			if (list.isEmpty()) throw model.wrong("vocab", "tokens");
			for (int id = 0; id < list.size(); id++) {
				if (!(list.get(id) instanceof JsonArray entry) || entry.isEmpty() || !entry.get(0).isJsonPrimitive()) throw model.wrong("vocab",
					"entries of token and score");
				tokens.put(id, entry.get(0).getAsString());
			}
			return;
		}
		final JsonFields vocabulary = model.requireObject("vocab");
		for (final String token : vocabulary.json().keySet())
			tokens.put(vocabulary.requireInt(token, 0, MAXIMUM_ID), token);
	}

	/** Takes the special tokens out of the file's list, so that the library treats them as text. */
	private static Map<String, Integer> takeSpecials(final JsonFields json) {
		final Map<String, Integer> specials = new LinkedHashMap<>();
		final JsonArray others = new JsonArray();
		if (json.has("added_tokens")) for (final JsonFields token : json.requireObjects("added_tokens")) {
			if (token.optBoolean("special", false)) specials.put(token.requireString("content"), token.requireInt("id", 0, MAXIMUM_ID));
			else others.add(token.json());
		}
		json.json().add("added_tokens", others);
		json.json().remove("post_processor"); // adds special tokens
		return specials;
	}

	private static HuggingFaceTokenizer start(final String json) throws IOException {
		final Map<String, String> options = Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD");
		return Torch.firstTouch(() -> HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), new HashMap<>(options)));
	}

	/** Encodes text as text; no special tokens are added, and those written in it are spelled out. */
	public int[] encode(final String text) {
		return Arrays.stream(tokenizer.encode(text, false, false).getIds()).mapToInt(Math::toIntExact).toArray();
	}

	/** Encodes text of the model's own, such as a prompt template, in which special tokens stand for themselves. */
	public int[] encodeWithSpecials(final String text) {
		final List<int[]> parts = new ArrayList<>();
		final Matcher matcher = specialPattern.matcher(text);
		int end = 0;
		while (matcher.find()) {
			parts.add(encode(text.substring(end, matcher.start())));
			parts.add(new int[] { id(matcher.group()) });
			end = matcher.end();
		}
		parts.add(encode(text.substring(end)));
		return parts.stream().flatMapToInt(Arrays::stream).toArray();
	}

	/** @return the text of these tokens without the special ones; a character of which bytes are missing is U+FFFD */
	public String decode(final int[] ids) {
		return tokenizer.decode(IntStream.of(ids).filter(id -> !specials.containsValue(id)).asLongStream().toArray(), false);
	}

	/** @return the token as it stands in the vocabulary ("Ġlung", "&lt;s&gt;"), empty text for an id not in use */
	public String token(final int id) {
		return tokens.getOrDefault(id, "");
	}

	/** @throws TrrgException if there is no such special token */
	public int id(final String special) {
		final Integer id = specials.get(special);
		if (id == null) throw new TrrgException("The tokenizer " + file + " has no special token " + special + "; it has " + specials.keySet() +
			". Tokenizer and model do not belong together.");
		return id;
	}

	public boolean hasSpecial(final String special) {
		return specials.containsKey(special);
	}

	/** Number of ids, special ones included: the highest id plus one. */
	public int size() {
		return tokens.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
	}

	@Override
	public void close() {
		tokenizer.close();
	}
}
