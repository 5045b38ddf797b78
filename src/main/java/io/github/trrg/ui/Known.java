package io.github.trrg.ui;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.trrg.clue.Clue;
import io.github.trrg.ij.RegionAnswer;

/**
 * All that is known of a study: kept while the window is open, so that coming back to a slice needs no work. Immutable.
 *
 * @param seen what the model perceived
 * @param history edits and reports
 * @param region the last answer about a region, or null
 */
record Known(Seen seen, History<Inspection> history, RegionAnswer region) {

	static Known of(final Seen seen) {
		return new Known(seen, History.of(Inspection.of(seen.perceived())), null);
	}

	Inspection now() {
		return history.present();
	}

	/** Clues of the region asked about, empty without one. */
	List<Clue> regionClues() {
		return region == null ? List.of() : region.report().clues();
	}

	Known edit(final UnaryOperator<Inspection> edit) {
		return new Known(seen, history.then(edit.apply(now())), region);
	}

	Known with(final History<Inspection> newHistory) {
		return new Known(seen, newHistory, region);
	}

	Known with(final RegionAnswer answer) {
		return new Known(seen, history, answer);
	}

	/** The same edits and reports of a study seen anew. What was undone or asked before was of the former one and is gone. */
	Known seenAnew(final Seen anew) {
		return anew == seen ? this : new Known(anew, History.of(now().perceivedAnew(anew.perceived())), null);
	}
}
