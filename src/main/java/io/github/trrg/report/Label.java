package io.github.trrg.report;

/** What a text says about a finding, from the weakest statement to the strongest. */
public enum Label {
	BLANK, NEGATIVE, UNCERTAIN, POSITIVE;

	/** Of two statements the one that counts for the text as a whole: positive before uncertain before negative before none. */
	public static Label stronger(final Label a, final Label b) {
		return a.compareTo(b) >= 0 ? a : b;
	}
}
