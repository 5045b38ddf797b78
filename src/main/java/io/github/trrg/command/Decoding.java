package io.github.trrg.command;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;

/**
 * Decoding settings as users type them: blank for what the model's own settings say. They are text, so that 0 and blank differ and a
 * typing error does not silently become 0.
 */
record Decoding(String beams, String minLength, String maxLength, String temperature, String seed) {

	/** @throws TrrgException if one is no number or out of range */
	GenerationSettings over(final GenerationSettings model) {
		final GenerationSettings.Builder settings = model.with();
		if (!temperature.isBlank()) {
			final double value = number("temperature", temperature);
			settings.temperature(value);
			// Sampling knows no beams: whoever asks for a temperature means one.
			if (value > 0) settings.beams(1);
		}
		if (!beams.isBlank()) settings.beams((int) whole("beams", beams, Integer.MAX_VALUE));
		if (!minLength.isBlank()) settings.minLength((int) whole("min_length", minLength, Integer.MAX_VALUE));
		if (!maxLength.isBlank()) settings.maxLength((int) whole("max_length", maxLength, Integer.MAX_VALUE));
		if (!seed.isBlank()) settings.seed(whole("seed", seed, Long.MAX_VALUE));
		return settings.build();
	}

	private static long whole(final String key, final String text, final long largest) {
		try {
			final long value = Long.parseLong(text.strip());
			if (Math.abs(value) <= largest) return value;
		}
		catch (final NumberFormatException e) {
			// Said below.
		}
		throw new TrrgException(key + " must be a whole number, or blank for the model's own; got \"" + text + "\".");
	}

	private static double number(final String key, final String text) {
		try {
			return Double.parseDouble(text.strip());
		}
		catch (final NumberFormatException e) {
			throw new TrrgException(key + " must be a number, or blank for the model's own; got \"" + text + "\".", e);
		}
	}
}
