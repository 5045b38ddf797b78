package io.github.trrg.decode;

import java.util.List;
import java.util.Objects;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * How to choose tokens, with the meaning that Hugging Face's {@code generate} gives these terms. Lengths count new
 * tokens; penalties look at new tokens only, never at the prompt. Values out of range cannot be built.
 *
 * @param beams beams of the search, 1 to 64; 1 is greedy, or sampling if {@code temperature} is not 0
 * @param minLength fewest tokens before the end, 0 to {@code maxLength}
 * @param maxLength most tokens, 1 to 100,000
 * @param temperature 0 takes the most probable token; above 0, up to 10, draws one from the distribution so tempered
 * @param topP sampling draws from the fewest tokens that hold this probability together, above 0 to 1
 * @param seed of sampling; the same seed draws the same tokens
 * @param repetitionPenalty 1 for none; above 1 discourages tokens already written (Keskar et al. 2019), 0.1 to 10
 * @param lengthPenalty exponent of the length a beam's log-probability is divided by, −10 to 10; above 0 favours longer texts
 * @param noRepeatNgram no sequence of so many tokens is written twice; 0 for no such rule, to 1,000
 * @param bannedTokens ids never written
 * @param bannedStrings never completed in the text
 * @param stopStrings the text ends before the first of these; a shorter text than {@code minLength} may result
 */
public record GenerationSettings(int beams, int minLength, int maxLength, double temperature, double topP, long seed, double repetitionPenalty,
	double lengthPenalty, int noRepeatNgram, List<Integer> bannedTokens, List<String> bannedStrings, List<String> stopStrings) {

	private static final Gson GSON = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES).create();

	/** @throws TrrgException naming the first field out of range */
	public GenerationSettings {
		range("beams", beams, 1, 64);
		range("max_length", maxLength, 1, 100_000);
		range("min_length", minLength, 0, maxLength);
		range("temperature", temperature, 0, 10);
		if (!(topP > 0 && topP <= 1)) throw new TrrgException("top_p must be above 0 and at most 1, got " + topP);
		range("repetition_penalty", repetitionPenalty, 0.1, 10);
		range("length_penalty", lengthPenalty, -10, 10);
		range("no_repeat_ngram", noRepeatNgram, 0, 1000);
		if (beams > 1 && temperature > 0) throw new TrrgException("temperature must be 0 with " + beams + " beams; sample with 1 beam");
		bannedTokens = list("banned_tokens", bannedTokens);
		bannedStrings = strings("banned_strings", bannedStrings);
		stopStrings = strings("stop_strings", stopStrings);
	}

	/** Greedy, at most 100 tokens. */
	public static GenerationSettings defaults() {
		return new Builder().build();
	}

	/** A builder that starts with these settings. */
	public Builder with() {
		final Builder b = new Builder();
		b.beams = beams;
		b.minLength = minLength;
		b.maxLength = maxLength;
		b.temperature = temperature;
		b.topP = topP;
		b.seed = seed;
		b.repetitionPenalty = repetitionPenalty;
		b.lengthPenalty = lengthPenalty;
		b.noRepeatNgram = noRepeatNgram;
		b.bannedTokens = bannedTokens;
		b.bannedStrings = bannedStrings;
		b.stopStrings = stopStrings;
		return b;
	}

	/**
	 * What a user chose over these settings, null for what stays: who asks for a temperature and not for beams means one beam, and a
	 * shorter {@code maxLength} lowers {@code minLength}.
	 *
	 * @throws TrrgException if a setting is out of range
	 */
	GenerationSettings with(final Integer chosenBeams, final Integer chosenMinLength, final Integer chosenMaxLength, final Double chosenTemperature,
		final Long chosenSeed)
	{
		final Builder chosen = with();
		if (chosenTemperature != null) chosen.temperature(chosenTemperature);
		if (chosenBeams != null) chosen.beams(chosenBeams);
		else if (chosen.temperature > 0) chosen.beams(1);
		if (chosenMaxLength != null) chosen.maxLength(chosenMaxLength);
		chosen.minLength(chosenMinLength != null ? chosenMinLength : Math.min(minLength, Math.max(0, chosen.maxLength)));
		if (chosenSeed != null) chosen.seed(chosenSeed);
		return chosen.build();
	}

	/**
	 * Reads {@code generation.json}: the components of this record in snake case; what is absent has its default.
	 *
	 * @throws TrrgException if a field is unknown, of the wrong type or out of range
	 */
	public static GenerationSettings fromJson(final JsonFields json) {
		final JsonObject known = defaults().toJson();
		for (final String field : json.json().keySet()) {
			if (!known.has(field)) throw new TrrgException(json.source() + ": unknown generation setting \"" + field + "\"; known are " +
				String.join(", ", known.keySet()));
			final JsonObject alone = new JsonObject();
			alone.add(field, json.json().get(field));
			try {
				builder(alone);
			}
			catch (final JsonParseException e) {
				throw json.wrong(field, "a value like " + known.get(field));
			}
		}
		try {
			return builder(json.json()).build();
		}
		catch (final TrrgException e) {
			throw new TrrgException(json.source() + ": " + e.getMessage(), e);
		}
	}

	/** By way of text, which drops fields that are null, and where 1.5 is no whole number. */
	private static Builder builder(final JsonObject json) {
		return GSON.fromJson(GSON.toJson(json), Builder.class);
	}

	/** The content of {@code generation.json}. */
	public JsonObject toJson() {
		return GSON.toJsonTree(with()).getAsJsonObject();
	}

	private static void range(final String field, final double value, final double low, final double high) {
		if (!(value >= low && value <= high)) throw new TrrgException(field + " must be from " + number(low) + " to " + number(high) + ", got " + number(value));
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
	}

	private static <T> List<T> list(final String field, final List<T> values) {
		if (values == null || values.stream().anyMatch(Objects::isNull)) throw new TrrgException(field + " must be a list without null");
		return List.copyOf(values);
	}

	private static List<String> strings(final String field, final List<String> values) {
		final List<String> copy = list(field, values);
		if (copy.contains("")) throw new TrrgException(field + " must not contain an empty string");
		return copy;
	}

	/** Starts with the defaults. */
	public static final class Builder {

		private int beams = 1;
		private int minLength = 0;
		private int maxLength = 100;
		private double temperature = 0;
		private double topP = 1;
		private long seed = 0;
		private double repetitionPenalty = 1;
		private double lengthPenalty = 1;
		private int noRepeatNgram = 0;
		private List<Integer> bannedTokens = List.of();
		private List<String> bannedStrings = List.of();
		private List<String> stopStrings = List.of();

		public Builder beams(final int value) {
			beams = value;
			return this;
		}

		public Builder minLength(final int value) {
			minLength = value;
			return this;
		}

		public Builder maxLength(final int value) {
			maxLength = value;
			return this;
		}

		public Builder temperature(final double value) {
			temperature = value;
			return this;
		}

		public Builder topP(final double value) {
			topP = value;
			return this;
		}

		public Builder seed(final long value) {
			seed = value;
			return this;
		}

		public Builder repetitionPenalty(final double value) {
			repetitionPenalty = value;
			return this;
		}

		public Builder lengthPenalty(final double value) {
			lengthPenalty = value;
			return this;
		}

		public Builder noRepeatNgram(final int value) {
			noRepeatNgram = value;
			return this;
		}

		public Builder bannedTokens(final List<Integer> value) {
			bannedTokens = value;
			return this;
		}

		public Builder bannedStrings(final List<String> value) {
			bannedStrings = value;
			return this;
		}

		public Builder stopStrings(final List<String> value) {
			stopStrings = value;
			return this;
		}

		/** @throws TrrgException if a setting is out of range */
		public GenerationSettings build() {
			return new GenerationSettings(beams, minLength, maxLength, temperature, topP, seed, repetitionPenalty, lengthPenalty, noRepeatNgram, bannedTokens,
				bannedStrings, stopStrings);
		}
	}
}
