package io.github.trrg.report;

/** A phrase that decides what a sentence says of the findings it mentions. The names are the section titles of {@code labeler.txt}. */
enum Cue {
	/** "no", "without": denies what follows. */
	DENIES_NEXT,
	/** "is absent", "has resolved": denies what precedes. */
	DENIES_PREVIOUS,
	/** "possible", "may represent": doubts what follows. */
	DOUBTS_NEXT,
	/** "is suspected", "cannot be excluded": doubts what precedes. */
	DOUBTS_PREVIOUS,
	/** "or", "versus": doubts what stands close on either side. */
	OFFERS_CHOICE,
	/** "normal", "unremarkable": an organ on either side is normal. */
	NORMAL,
	/** "stable", "unchanged": of an organ on either side nobody says whether it is normal. */
	UNCHANGED,
	/** "enlarged", "prominent": an organ on either side is abnormal. */
	ABNORMAL,
	/** "but", "except": no cue reaches across. */
	BREAK
}
