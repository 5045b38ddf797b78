package io.github.trrg.decode;

import java.util.List;
import java.util.function.Function;

import io.github.trrg.common.TrrgException;

/**
 * Decoding settings as users type them in dialogs, macros and on the command line: blank or null for what the model's own settings say. They
 * are text, so that 0 and blank differ and a typing error does not silently become 0.
 */
public record ChosenSettings(String beams, String minLength, String maxLength, String temperature, String seed) {

	/** Their names in macros and in {@code generation.json}. */
	public static final List<String> KEYS = List.of("beams", "min_length", "max_length", "temperature", "seed");

	private static final String WHOLE = "a whole number";

	/** @throws TrrgException if one is no number or out of range */
	public GenerationSettings over(final GenerationSettings model) {
		return model.with(number(0, beams, Integer::valueOf, WHOLE), number(1, minLength, Integer::valueOf, WHOLE), number(2, maxLength, Integer::valueOf, WHOLE),
			number(3, temperature, Double::valueOf, "a number"), number(4, seed, Long::valueOf, WHOLE));
	}

	private static <N> N number(final int key, final String text, final Function<String, N> parse, final String expected) {
		try {
			return text == null || text.isBlank() ? null : parse.apply(text.strip());
		}
		catch (final NumberFormatException e) {
			throw new TrrgException(KEYS.get(key) + " must be " + expected + ", or blank for the model's own; got \"" + text + "\".", e);
		}
	}
}
