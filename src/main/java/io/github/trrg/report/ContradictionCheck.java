package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.trrg.clue.Clue;

/**
 * Compares a text with the clues it was written from [ours]. A contradiction is a sentence that affirms a disease whose clue is not
 * selected, one that denies a disease whose clue is (as "the lungs are clear" does an opacity), or a selected clue that no sentence
 * speaks of. "Effusion or pneumothorax" affirms one of them: it is a contradiction where neither clue is selected. Other doubt
 * ("possible") contradicts nothing, and "no finding" is left out: a report may call the chest free of acute disease and still describe an
 * old finding.
 */
public final class ContradictionCheck {

	private ContradictionCheck() {}

	/** @return the contradictions, clue by clue, sentence by sentence */
	public static List<Contradiction> check(final String text, final List<Clue> clues) {
		final List<Contradiction> contradictions = new ArrayList<>();
		final List<String> sentences = Sentences.split(text);
		final List<List<String>> denied = sentences.stream().map(sentence -> deniedChoice(sentence, clues)).toList();
		for (final Clue clue : clues)
			if (!clue.disease().isNoFinding()) check(sentences, denied, clue, contradictions);
		return contradictions;
	}

	/** The diseases of which the sentence affirms at least one although none of their clues is selected. */
	private static List<String> deniedChoice(final String sentence, final List<Clue> clues) {
		final long choices = new Assertions(Words.of(sentence)).choices();
		if (choices == 0) return List.of();
		final List<String> offered = new ArrayList<>();
		long count = 0;
		for (final Clue clue : clues) {
			final long offers = clue.disease().isNoFinding() ? 0 : DiseaseLabeler.of(clue.disease()).offers(sentence);
			if (offers > 0 && clue.selected()) return List.of();
			if (offers > 0) offered.add(clue.disease().name());
			count += offers;
		}
		// Of n "or" there are n + 1 things to choose from: what is not known may be the one that is there.
		return count > choices ? offered : List.of();
	}

	private static void check(final List<String> sentences, final List<List<String>> denied, final Clue clue, final List<Contradiction> contradictions) {
		final DiseaseLabeler labeler = DiseaseLabeler.of(clue.disease());
		final Label contrary = clue.selected() ? Label.NEGATIVE : Label.POSITIVE;
		final String name = clue.disease().name();
		Label said = Label.BLANK;
		for (int i = 0; i < sentences.size(); i++) {
			final Label label = labeler.meaningOf(sentences.get(i));
			said = Label.stronger(said, label);
			if (label == contrary) contradictions.add(new Contradiction(sentences.get(i), name, reason(clue, name)));
			else if (denied.get(i).contains(name)) contradictions.add(new Contradiction(sentences.get(i), name, reason(clue, String.join(" or ", denied.get(i)))));
		}
		if (clue.selected() && said == Label.BLANK)
			contradictions.add(new Contradiction("", name, "The report does not speak of " + name + " although its clue is selected " + evidence(clue) + "."));
	}

	private static String reason(final Clue clue, final String said) {
		final String whose = said.equals(clue.disease().name()) ? "its clue" : "the clue of " + clue.disease().name();
		return clue.selected() ? "The sentence denies " + said + " although " + whose + " is selected " + evidence(clue) + "."
			: "The sentence affirms " + said + " although " + whose + " is not selected " + evidence(clue) + ".";
	}

	private static String evidence(final Clue clue) {
		return String.format(Locale.ROOT, "(probability %.2f, threshold %.2f%s)", clue.probability(), clue.disease().threshold(),
			clue.disease().calibrated() ? "" : ", not calibrated");
	}
}
