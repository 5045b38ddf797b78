package io.github.trrg.ui;

import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the inspector, from {@code inspector.properties}. */
final class Texts {

	private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("io.github.trrg.ui.inspector", Locale.ROOT, Texts.class.getClassLoader());

	private Texts() {}

	/** @param values for the places that the text leaves open, as {@link String#format} knows them */
	static String get(final String key, final Object... values) {
		final String text = BUNDLE.getString(key);
		return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
	}
}
