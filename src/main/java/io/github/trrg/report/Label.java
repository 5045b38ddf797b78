package io.github.trrg.report;

import java.util.Optional;
import java.util.stream.Stream;

/** What a text or an annotator says about a finding, from the weakest statement to the strongest. */
public enum Label {
	BLANK("blank"), NEGATIVE("absent"), UNCERTAIN("uncertain"), POSITIVE("present");

	private final String word;

	Label(final String word) {
		this.word = word;
	}

	/** As it is written into data sets ("present"). */
	public String word() {
		return word;
	}

	/** @return the label of this word, in any case; empty if there is none */
	public static Optional<Label> of(final String word) {
		return Stream.of(values()).filter(label -> label.word.equalsIgnoreCase(word.strip())).findFirst();
	}

	/** Of two statements the one that counts for the text as a whole: positive before uncertain before negative before none. */
	public static Label stronger(final Label a, final Label b) {
		return a.compareTo(b) >= 0 ? a : b;
	}
}
