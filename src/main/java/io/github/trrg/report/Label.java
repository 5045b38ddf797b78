package io.github.trrg.report;

/** What a text says about a finding. */
public enum Label {
	POSITIVE, NEGATIVE, UNCERTAIN, BLANK
}
