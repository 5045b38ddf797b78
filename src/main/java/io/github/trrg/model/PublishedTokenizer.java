package io.github.trrg.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * The tokenizer of a published model in the form of {@code tokenizer.json}: as it is there, or made of a word list of BERT or a model of
 * SentencePiece. A folder with none of them gets a stand-in of single characters.
 *
 * @param json content of {@code tokenizer.json}
 * @param source file it was made of
 * @param isStandIn whether the folder has no tokenizer
 */
record PublishedTokenizer(JsonObject json, Path source, boolean isStandIn) {

	private static final String CONFIG = "tokenizer_config.json";
	private static final List<String> BERT_SPECIALS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
	private static final int LONGEST_WORD = 100;

	/** @throws TrrgException if the file is damaged, or of a kind that is not understood */
	static PublishedTokenizer of(final PublishedFolder folder) {
		final Path path = folder.path();
		final Path complete = path.resolve(Tokenizer.FILE_NAME);
		final Path words = path.resolve("vocab.txt");
		final Path pieces = path.resolve("tokenizer.model");
		if (Files.exists(complete)) return new PublishedTokenizer(JsonFields.read(complete).json(), complete, false);
		if (Files.exists(words)) return new PublishedTokenizer(wordPiece(lines(words), folder.optional(CONFIG)), words, false);
		if (Files.exists(pieces)) return new PublishedTokenizer(SentencePiece.read(pieces).toJson(added(folder)), pieces, false);
		if (Files.exists(path.resolve("vocab.json"))) throw new TrrgException(path + " has a tokenizer in the old form of vocab.json and merges.txt. Convert" +
			" it once, with Python: python -c \"from transformers import AutoTokenizer; AutoTokenizer.from_pretrained('" + path + "').save_pretrained('" + path +
			"')\"");
		return new PublishedTokenizer(standIn(folder.config()), complete, true);
	}

	private static List<String> lines(final Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ". It must be UTF-8 text, a token a line; copy or download it again.", e);
		}
	}

	/** Tokens that were added to a model of SentencePiece, by id. */
	private static Map<Integer, JsonObject> added(final PublishedFolder folder) {
		final Map<Integer, JsonObject> added = new LinkedHashMap<>();
		final JsonFields more = folder.optional("added_tokens.json");
		for (final String token : more.json().keySet())
			added.put(more.requireInt(token, 0, JsonFields.MAX_SIZE), addedToken(token, 0, true));
		final JsonFields config = folder.optional(CONFIG);
		if (!config.has("added_tokens_decoder")) return added;
		final JsonFields decoder = config.requireObject("added_tokens_decoder");
		for (final String id : decoder.json().keySet()) {
			if (!id.matches("[0-9]{1,7}")) throw decoder.wrong(id, "an id for a name");
			final JsonFields token = decoder.requireObject(id);
			added.put(Integer.valueOf(id), addedToken(token.requireString("content"), 0, token.optBoolean("special", false)));
		}
		return added;
	}

	/** An entry of {@code added_tokens}. */
	static JsonObject addedToken(final String content, final int id, final boolean special) {
		final JsonObject token = new JsonObject();
		token.addProperty("id", id);
		token.addProperty("content", content);
		for (final String no : List.of("single_word", "lstrip", "rstrip", "normalized"))
			token.addProperty(no, false);
		token.addProperty("special", special);
		return token;
	}

	/** As {@code BertTokenizer} reads a word list. */
	private static JsonObject wordPiece(final List<String> words, final JsonFields config) {
		final boolean lower = config.optBoolean("do_lower_case", true);
		final JsonObject vocabulary = new JsonObject();
		for (int id = 0; id < words.size(); id++)
			vocabulary.addProperty(words.get(id), id); // of two that are the same, the last counts
		final JsonArray added = new JsonArray();
		BERT_SPECIALS.stream().filter(vocabulary::has).forEach(special -> added.add(addedToken(special, vocabulary.get(special).getAsInt(), true)));
		final JsonObject normalizer = JsonFields.parse("", "{\"type\": \"BertNormalizer\", \"clean_text\": true}").json();
		normalizer.addProperty("handle_chinese_chars", config.optBoolean("tokenize_chinese_chars", true));
		normalizer.addProperty("lowercase", lower);
		normalizer.addProperty("strip_accents", config.optBoolean("strip_accents", lower));
		final JsonObject model = JsonFields.parse("", "{\"type\": \"WordPiece\", \"unk_token\": \"[UNK]\", \"continuing_subword_prefix\": \"##\"}").json();
		model.addProperty("max_input_chars_per_word", LONGEST_WORD);
		model.add("vocab", vocabulary);
		final JsonObject tokenizer = JsonFields.parse("",
			"{\"version\": \"1.0\", \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"}, \"decoder\": {\"type\": \"WordPiece\"," +
			" \"prefix\": \"##\", \"cleanup\": true}}").json();
		tokenizer.add("added_tokens", added);
		tokenizer.add("normalizer", normalizer);
		tokenizer.add("model", model);
		return tokenizer;
	}

	/** A token per printable character of ASCII, as far as the vocabulary reaches; the tokens that begin and end texts keep their ids. */
	private static JsonObject standIn(final JsonFields config) {
		final int size = config.requireSize("vocab_size");
		final Map<Integer, String> named = new LinkedHashMap<>();
		named.put(config.optInt("bos_token_id", 1, 0, JsonFields.MAX_SIZE), "<s>");
		if (config.has("eos_token_id") && config.json().get("eos_token_id").isJsonPrimitive()) named.put(config.requireInt("eos_token_id", 0, JsonFields.MAX_SIZE),
			"</s>");
		else named.put(2, "</s>");
		final JsonObject vocabulary = new JsonObject();
		final JsonArray added = new JsonArray();
		final List<String> characters = new ArrayList<>(List.of("<unk>", "▁"));
		for (char c = '!'; c <= '~'; c++)
			characters.add(Character.toString(c));
		for (int id = 0, next = 0; id < size && next < characters.size(); id++) {
			final String name = named.get(id);
			vocabulary.addProperty(name == null ? characters.get(next++) : name, id);
			if (name != null) added.add(addedToken(name, id, true));
		}
		final JsonObject tokenizer = JsonFields.parse("",
			"{\"version\": \"1.0\", \"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"String\": \" \"}, \"content\": \"▁\"}," +
			" \"decoder\": {\"type\": \"Sequence\", \"decoders\": [{\"type\": \"Replace\", \"pattern\": {\"String\": \"▁\"}, \"content\": \" \"}, {\"type\":" +
			" \"Fuse\"}]}, \"model\": {\"type\": \"BPE\", \"unk_token\": \"<unk>\", \"fuse_unk\": true, \"merges\": []}}").json();
		tokenizer.getAsJsonObject("model").add("vocab", vocabulary);
		tokenizer.add("added_tokens", added);
		return tokenizer;
	}
}
