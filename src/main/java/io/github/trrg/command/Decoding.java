package io.github.trrg.command;

import java.util.function.Function;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;

/**
 * Decoding settings as users type them: blank for what the model's own settings say. They are text, so that 0 and blank differ and a
 * typing error does not silently become 0.
 */
record Decoding(String beams, String minLength, String maxLength, String temperature, String seed) {

	private static final String WHOLE = "a whole number";

	/** @throws TrrgException if one is no number or out of range */
	GenerationSettings over(final GenerationSettings model) {
		return model.with(whole("beams", beams), whole("min_length", minLength), whole("max_length", maxLength), number("temperature", temperature, Double::valueOf,
			"a number"), number("seed", seed, Long::valueOf, WHOLE));
	}

	private static Integer whole(final String key, final String text) {
		return number(key, text, Integer::valueOf, WHOLE);
	}

	private static <N> N number(final String key, final String text, final Function<String, N> parse, final String expected) {
		try {
			return text.isBlank() ? null : parse.apply(text.strip());
		}
		catch (final NumberFormatException e) {
			throw new TrrgException(key + " must be " + expected + ", or blank for the model's own; got \"" + text + "\".", e);
		}
	}
}
