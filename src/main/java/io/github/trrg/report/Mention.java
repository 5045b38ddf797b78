package io.github.trrg.report;

import java.util.Locale;

import io.github.trrg.clue.Disease;

/** What a whole report says of a disease. */
public enum Mention {
	PRESENT, ABSENT, UNCERTAIN,
	/** Nothing is said. */
	NO;

	/** As it is written into JSON and tables ("present"). */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether an annotator's label says the same. What is absent need not be mentioned; what a report denies need not be labeled. */
	public boolean agrees(final Label label) {
		return switch (label) {
			case POSITIVE -> this == PRESENT;
			case UNCERTAIN -> this == UNCERTAIN;
			case NEGATIVE, BLANK -> this == ABSENT || this == NO;
		};
	}

	/** Present in any sentence beats uncertain beats absent. */
	public static Mention of(final Disease disease, final String text) {
		return of(DiseaseLabeler.of(disease).label(text));
	}

	/** What one sentence says by itself. */
	public static Mention inSentence(final Disease disease, final String sentence) {
		return of(DiseaseLabeler.of(disease).labelSentence(sentence));
	}

	private static Mention of(final Label label) {
		return switch (label) {
			case POSITIVE -> PRESENT;
			case NEGATIVE -> ABSENT;
			case UNCERTAIN -> UNCERTAIN;
			case BLANK -> NO;
		};
	}
}
