package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.trrg.clue.Clue;

/**
 * Compares a text with the clues it was written from [ours]. A contradiction is a sentence that affirms a disease whose clue is not
 * selected, one that denies a disease whose clue is, or a selected clue that no sentence speaks of. Doubt ("possible") contradicts
 * nothing, and "no finding" is left out: a report may call the chest free of acute disease and still describe an old finding.
 */
public final class ContradictionCheck {

	private ContradictionCheck() {}

	/** @return the contradictions, clue by clue, sentence by sentence */
	public static List<Contradiction> check(final String text, final List<Clue> clues) {
		final List<Contradiction> contradictions = new ArrayList<>();
		final List<String> sentences = Sentences.split(text);
		for (final Clue clue : clues)
			if (!clue.disease().isNoFinding()) check(sentences, clue, contradictions);
		return contradictions;
	}

	private static void check(final List<String> sentences, final Clue clue, final List<Contradiction> contradictions) {
		final DiseaseLabeler labeler = DiseaseLabeler.of(clue.disease());
		final Label contrary = clue.selected() ? Label.NEGATIVE : Label.POSITIVE;
		final String name = clue.disease().name();
		Label said = Label.BLANK;
		for (final String sentence : sentences) {
			final Label label = labeler.labelSentence(sentence);
			said = Label.stronger(said, label);
			if (label == contrary) contradictions.add(new Contradiction(sentence, name, reason(clue)));
		}
		if (clue.selected() && said == Label.BLANK)
			contradictions.add(new Contradiction("", name, "The report does not speak of " + name + " although its clue is selected " + evidence(clue) + "."));
	}

	private static String reason(final Clue clue) {
		final String name = clue.disease().name();
		return clue.selected() ? "The sentence denies " + name + " although its clue is selected " + evidence(clue) + "."
			: "The sentence affirms " + name + " although its clue is not selected " + evidence(clue) + ".";
	}

	private static String evidence(final Clue clue) {
		return String.format(Locale.ROOT, "(probability %.2f, threshold %.2f%s)", clue.probability(), clue.disease().threshold(),
			clue.disease().calibrated() ? "" : ", not calibrated");
	}
}
