package io.github.trrg.ij;

import io.github.trrg.common.TrrgException;

/** Which slices of an image are read, and how they belong together. */
public enum SliceChoice {

	CURRENT(SliceChoice.CURRENT_SLICE),
	EACH(SliceChoice.EACH_SLICE),
	VIEWS(SliceChoice.ALL_VIEWS);

	/** As shown in dialogs and written in macros. */
	public static final String CURRENT_SLICE = "current slice", EACH_SLICE = "all slices as independent studies",
		ALL_VIEWS = "all slices as the views of one study";

	private final String title;

	SliceChoice(final String title) {
		this.title = title;
	}

	/** As shown in dialogs and written in macros. */
	public String title() {
		return title;
	}

	/** @throws TrrgException if there is no such choice */
	public static SliceChoice of(final String title) {
		for (final SliceChoice choice : values())
			if (choice.title.equalsIgnoreCase(title.strip())) return choice;
		throw new TrrgException("Unknown choice of slices \"" + title + "\". Use \"" + CURRENT.title + "\", \"" + EACH.title + "\" or \"" + VIEWS.title + "\".");
	}
}
