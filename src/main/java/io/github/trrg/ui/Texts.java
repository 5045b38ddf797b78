package io.github.trrg.ui;

import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The words of the windows, from {@code inspector.properties}, {@code annotate.properties} and {@code training.properties}. */
final class Texts {

	private static final List<ResourceBundle> BUNDLES = Stream.of("inspector", "annotate", "training").map(name -> ResourceBundle.getBundle("io.github.trrg.ui." + name,
		Locale.ROOT, Texts.class.getClassLoader())).toList();

	private Texts() {}

	/** @param values for the places that the text leaves open, as {@link String#format} knows them */
	static String get(final String key, final Object... values) {
		final String text = BUNDLES.stream().filter(bundle -> bundle.containsKey(key)).findFirst().map(bundle -> bundle.getString(key)).orElseThrow(
			() -> new MissingResourceException("No text", Texts.class.getName(), key));
		return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
	}
}
