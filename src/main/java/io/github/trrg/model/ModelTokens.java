package io.github.trrg.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * The tokens of a model folder: those of the language model, with the ones that begin and end its texts, and those of the text encoder, which
 * are the same unless the folder has {@code text_tokenizer.json}.
 *
 * @param begin token that begins every sequence, or −1 for none
 * @param ends tokens that end a report, the first of which is learnt
 */
record ModelTokens(Tokenizer language, Tokenizer text, int begin, List<Integer> ends, int longestText) implements AutoCloseable {

	/** Tokenizer of the text encoder, where that is not the language model's. */
	static final String TEXT_TOKENIZER = "text_tokenizer.json";
	/** In the section {@code language}: whether {@code bos_token_id} begins every sequence. */
	static final String ADD_BEGIN = "add_bos_token";

	private static final String BEGIN = "bos_token_id";
	private static final String END = "eos_token_id";
	/** What BERT reads around every text. */
	private static final String FIRST = "[CLS]";
	private static final String LAST = "[SEP]";

	/** @throws TrrgException if a tokenizer is missing or damaged, or has more tokens than its network, or tokens that config.json names are not there */
	static ModelTokens open(final Path folder, final JsonFields config, final NetworkConfig architecture) {
		final Path own = folder.resolve(TEXT_TOKENIZER);
		final Tokenizer language = Tokenizer.open(folder.resolve(TrrgModel.TOKENIZER));
		Tokenizer text = language;
		try {
			require(language, architecture.language().vocabSize(), "language", folder);
			if (Files.exists(own)) text = Tokenizer.open(own);
			require(text, architecture.text().vocabSize(), "text", folder);
			final JsonFields fields = config.requireObject("language");
			final int vocabulary = architecture.language().vocabSize();
			final int begin = fields.optBoolean(ADD_BEGIN, true) ? ids(fields, BEGIN, "<s>", language, vocabulary).get(0) : -1;
			return new ModelTokens(language, text, begin, ids(fields, END, "</s>", language, vocabulary), architecture.text().maxPositions());
		}
		catch (final RuntimeException e) {
			language.close();
			if (text != language) text.close();
			throw e;
		}
	}

	private static void require(final Tokenizer tokenizer, final int vocabulary, final String section, final Path folder) {
		if (tokenizer.size() > vocabulary) throw new TrrgException(folder + ": the tokenizer of the " + section + " model has " + tokenizer.size() + " tokens, but " +
			section + ".vocab_size in config.json is " + vocabulary + ". Use the tokenizer the model was trained with.");
	}

	/** One id or several; where config.json has none, the token of the usual name. */
	private static List<Integer> ids(final JsonFields fields, final String field, final String usual, final Tokenizer tokenizer, final int vocabulary) {
		if (!fields.has(field)) return List.of(tokenizer.id(usual));
		final boolean several = fields.json().get(field).isJsonArray();
		final List<Integer> ids = several ? fields.requireInts(field, 0, vocabulary - 1) : List.of(fields.requireInt(field, 0, vocabulary - 1));
		if (ids.isEmpty()) throw fields.wrong(field, "at least one token");
		return ids;
	}

	/** Encodes text for the text encoder, in the frame it wants and no longer than it reads. */
	int[] encodeText(final String value) {
		final int[] ids = text.encode(value);
		if (!text.hasSpecial(FIRST) || !text.hasSpecial(LAST)) return ids;
		final int[] inner = Arrays.copyOf(ids, Math.min(ids.length, Math.max(0, longestText - 2)));
		return IntStream.concat(IntStream.concat(IntStream.of(text.id(FIRST)), Arrays.stream(inner)), IntStream.of(text.id(LAST))).toArray();
	}

	@Override
	public void close() {
		language.close();
		if (text != language) text.close();
	}
}
