package io.github.trrg.convert;

import java.util.Locale;

/** Why something of a source is not in the data set. */
public enum Reason {

	MISSING_IMAGE(true, "the image file is not there"),
	UNREADABLE_IMAGE(true, "the image is damaged, incomplete or of an unknown format"),
	MISSING_REPORT(true, "the report file is not there"),
	UNREADABLE_REPORT(true, "the report cannot be read"),
	BAD_ITEM(true, "an entry or row that cannot be understood"),
	DUPLICATE_ID(false, "another study has the id"),
	DUPLICATE_IMAGE(false, "the image belongs to another study too"),
	NO_TEXT(false, "neither findings nor impression nor labels"),
	NO_IMAGE(false, "a study without any usable image"),
	NOT_IN_SPLIT(false, "the list of splits does not name it"),
	UNUSED_IMAGE(false, "an image of no study that was taken");

	private final boolean failure;
	private final String meaning;

	Reason(final boolean failure, final String meaning) {
		this.failure = failure;
		this.meaning = meaning;
	}

	/** Whether the source is incomplete or damaged; else it is as it should be, and of no use here. */
	public boolean isFailure() {
		return failure;
	}

	/** For people. */
	public String meaning() {
		return meaning;
	}

	/** For tables: {@code missing_image}. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}
}
