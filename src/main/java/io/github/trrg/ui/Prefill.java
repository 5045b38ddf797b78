package io.github.trrg.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.Perceived;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.clue.Disease;
import io.github.trrg.clue.Uncertainty;
import io.github.trrg.report.Label;

/** Clues as labels to begin with, and labels as clues to write from. */
final class Prefill {

	private Prefill() {}

	/** Told clues are present, others absent, those too near their threshold uncertain. "No finding" is present or blank. */
	static Map<String, Label> labels(final List<Clue> clues) {
		final Map<String, Label> labels = new LinkedHashMap<>();
		for (final Clue clue : clues) {
			final boolean none = clue.disease().isNoFinding();
			labels.put(clue.disease().name(), !none && Uncertainty.isDoubtful(clue) ? Label.UNCERTAIN : clue.selected() ? Label.POSITIVE : none ? Label.BLANK
				: Label.NEGATIVE);
		}
		if (labels.containsValue(Label.UNCERTAIN)) labels.remove(Disease.NO_FINDING);
		return labels;
	}

	/** What is labeled present is told to the language model, what is labeled absent is not; of the rest the model decides. */
	static Perceived told(final Perceived perceived, final Map<String, Label> labels) {
		ClueEdits edits = ClueEdits.NONE;
		for (final Clue clue : perceived.clues()) {
			final Label label = labels.getOrDefault(clue.disease().name(), Label.BLANK);
			if (!clue.disease().isNoFinding() && (label == Label.POSITIVE || label == Label.NEGATIVE)) edits = edits.withTick(clue.disease().name(),
				label == Label.POSITIVE);
		}
		return perceived.with(edits);
	}
}
