package io.github.trrg.ui;

import java.nio.file.Path;

import ij.Prefs;

/** What the annotator need not type again, kept with ImageJ's preferences. */
final class Remembered {

	private static final String PREFIX = "trrg.annotate.", DATASET = "dataset";

	private Remembered() {}

	static String get(final String key, final String otherwise) {
		return Prefs.get(PREFIX + key, otherwise);
	}

	static void set(final String key, final String value) {
		Prefs.set(PREFIX + key, value.strip());
	}

	/** The data set used last; at first, one in the user's home. */
	static Path dataset() {
		return Path.of(get(DATASET, Path.of(System.getProperty("user.home"), Texts.get("annotate.dataset.first")).toString()));
	}

	static void setDataset(final Path folder) {
		set(DATASET, folder.toString());
	}
}
