package io.github.trrg.report;

import java.util.List;

/** Decides what a sentence says of the stretches of words that mention something: affirmed, denied or doubted. */
final class Assertions {

	/** Words over which "or" and "versus" bind, as in "atelectasis or mild scarring"; never over a comma. */
	private static final int CHOICE_REACH = 2;

	private final List<String> words;
	private final List<PhraseTree.Match<Cue>> cues;

	Assertions(final List<String> words) {
		this.words = words;
		cues = LabelRules.get().cues(words);
	}

	/** What is said of the finding that the phrase names. */
	Label of(final PhraseTree.Match<LabelRules.Naming> mention) {
		if (mention.meaning() == LabelRules.Naming.ORGAN) return ofOrgan(mention.start(), mention.end());
		final Label label = ofFinding(mention.start(), mention.end());
		return mention.meaning() == LabelRules.Naming.SIGN && label == Label.POSITIVE ? Label.UNCERTAIN : label;
	}

	/** What is said of a finding mentioned at words {@code start} to {@code end}: affirmed unless a cue in reach says otherwise. */
	Label ofFinding(final int start, final int end) {
		return ofFinding(start, end, true);
	}

	/** Whether a finding mentioned there is one of several of which the sentence affirms at least one: doubted for no other reason. */
	boolean isOffered(final int start, final int end) {
		return ofFinding(start, end) == Label.UNCERTAIN && ofFinding(start, end, false) == Label.POSITIVE;
	}

	/** How often the sentence says "or". */
	long choices() {
		return cues.stream().filter(cue -> cue.meaning() == Cue.OFFERS_CHOICE).count();
	}

	/** @param choiceDoubts whether being one of several makes a finding doubtful */
	private Label ofFinding(final int start, final int end, final boolean choiceDoubts) {
		boolean doubted = false;
		for (int i = cues.size() - 1; i >= 0; i--) {
			final PhraseTree.Match<Cue> cue = cues.get(i);
			if (cue.start() >= start) continue;
			if (cue.meaning() == Cue.BREAK) break;
			if (cue.meaning() == Cue.DENIES_NEXT) return Label.NEGATIVE;
			doubted |= cue.meaning() == Cue.DOUBTS_NEXT || choiceDoubts && cue.meaning() == Cue.OFFERS_CHOICE && bind(cue.end(), start);
		}
		for (final PhraseTree.Match<Cue> cue : cues) {
			if (cue.start() < end) continue;
			if (cue.meaning() == Cue.BREAK || cue.meaning() == Cue.DENIES_NEXT) break;
			if (cue.meaning() == Cue.DENIES_PREVIOUS) return Label.NEGATIVE;
			doubted |= cue.meaning() == Cue.DOUBTS_PREVIOUS || choiceDoubts && cue.meaning() == Cue.OFFERS_CHOICE && bind(end, cue.start());
		}
		return doubted ? Label.UNCERTAIN : Label.POSITIVE;
	}

	private boolean bind(final int from, final int to) {
		return to - from <= CHOICE_REACH && !words.subList(from, to).contains(",");
	}

	/**
	 * What is said of an organ: normal (negative), abnormal (positive), only unchanged (uncertain), or nothing (blank). The nearest
	 * cue decides, but "normal and stable" is normal.
	 */
	Label ofOrgan(final int start, final int end) {
		Label label = Label.BLANK;
		boolean normal = false;
		int nearest = Integer.MAX_VALUE;
		for (final PhraseTree.Match<Cue> cue : cues) {
			final Label said = said(cue.meaning());
			if (said == Label.BLANK || isBroken(Math.min(end, cue.end()), Math.max(start, cue.start()))) continue;
			normal |= said == Label.NEGATIVE;
			final int distance = Math.max(0, cue.end() <= start ? start - cue.end() : cue.start() - end);
			if (distance >= nearest) continue;
			label = said;
			nearest = distance;
		}
		return normal && label == Label.UNCERTAIN ? Label.NEGATIVE : label;
	}

	private static Label said(final Cue cue) {
		return switch (cue) {
			case NORMAL -> Label.NEGATIVE;
			case ABNORMAL -> Label.POSITIVE;
			case UNCHANGED -> Label.UNCERTAIN;
			default -> Label.BLANK;
		};
	}

	private boolean isBroken(final int from, final int to) {
		return cues.stream().anyMatch(cue -> cue.meaning() == Cue.BREAK && cue.start() >= from && cue.end() <= to);
	}
}
