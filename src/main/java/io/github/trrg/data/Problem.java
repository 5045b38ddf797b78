package io.github.trrg.data;

import java.util.Locale;

/**
 * Something a data set should not have.
 *
 * @param study id; empty if it is not about one study
 * @param split of that study; empty if it is not about one study
 * @param message what is wrong, with the files it is about
 */
public record Problem(Kind kind, String study, String split, String message) {

	/** What may be wrong. */
	public enum Kind {
		/** An item of the annotation file is unusable. */
		BAD_ITEM(true),
		MISSING_FILE(true),
		UNREADABLE_IMAGE(true),
		/** Several studies have one id. */
		DUPLICATE_ID(true),
		/** Several images have the same pixels. */
		DUPLICATE_PIXELS(true),
		/** A patient has studies in several splits, or images with the same pixels are in several. */
		PATIENT_LEAKAGE(true),
		/** The labels and the report say different things. */
		DISAGREEMENT(false),
		/** Files that belong to no study. */
		UNUSED_FILES(false);

		private final boolean error;

		Kind(final boolean error) {
			this.error = error;
		}

		/** Whether it makes results wrong; otherwise it is for the user to judge. */
		public boolean isError() {
			return error;
		}

		/** As it is written into JSON and tables ("missing_file"). */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}
	}
}
