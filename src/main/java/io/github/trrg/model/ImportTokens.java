package io.github.trrg.model;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;

/** Which tokens begin and end the texts of a published language model. */
final class ImportTokens {

	private static final String BEGIN = "bos_token_id";
	private static final String END = "eos_token_id";

	private final PublishedFolder source;
	private final Tokenizer tokenizer;
	private final JsonFields generation;
	private final JsonFields settings;
	private final int vocabulary;

	ImportTokens(final PublishedFolder source, final Tokenizer tokenizer) {
		this.source = source;
		this.tokenizer = tokenizer;
		generation = source.optional("generation_config.json");
		settings = source.optional("tokenizer_config.json");
		vocabulary = source.config().requireSize("vocab_size");
	}

	/**
	 * @param language section of config.json
	 * @param format of the prompt, which may have an end of its own
	 * @throws io.github.trrg.common.TrrgException if a token is none of the vocabulary
	 */
	void write(final JsonObject language, final PromptFormat format) {
		final boolean qwen2 = source.type().equals("qwen2");
		final List<Integer> begins = ids(BEGIN, "bos_token", qwen2 ? List.of() : List.of(1));
		final List<Integer> ends = new ArrayList<>(ids(END, "eos_token", List.of(2)));
		if (tokenizer.hasSpecial(format.end())) {
			ends.remove((Integer) tokenizer.id(format.end()));
			ends.add(0, tokenizer.id(format.end()));
		}
		language.addProperty(ModelTokens.ADD_BEGIN, !begins.isEmpty() && settings.optBoolean("add_bos_token", !qwen2));
		language.remove(BEGIN);
		if (!begins.isEmpty()) language.addProperty(BEGIN, begins.get(0));
		language.add(END, new Gson().toJsonTree(ends.size() == 1 ? ends.get(0) : ends));
	}

	/** Of the settings of generation, else of the model, else by the tokenizer's name of the token, else the architecture's. */
	private List<Integer> ids(final String field, final String name, final List<Integer> usual) {
		for (final JsonFields fields : List.of(generation, source.config())) {
			if (!fields.has(field)) continue;
			final List<Integer> ids = fields.json().get(field).isJsonArray() ? fields.requireInts(field, 0, vocabulary - 1) : List.of(fields
				.requireInt(field, 0, vocabulary - 1));
			if (!ids.isEmpty()) return ids;
		}
		final JsonElement token = settings.json().get(name);
		final String content = token == null || token.isJsonNull() ? "" : token.isJsonObject() ? settings.requireObject(name).optString("content", "")
			: settings.requireString(name);
		return tokenizer.hasSpecial(content) ? List.of(tokenizer.id(content)) : usual.stream().filter(id -> id < vocabulary).toList();
	}
}
