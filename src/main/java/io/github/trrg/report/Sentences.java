package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits radiology text into sentences. Knows its habits: list numbers ("1. ", kept at the head of their sentence), decimals
 * ("2.5 cm"), titles and abbreviations ("Dr."), and the space forgotten after a full stop ("apex.There").
 */
public final class Sentences {

	private static final Set<String> ABBREVIATIONS = Set.of("dr", "mr", "mrs", "ms", "vs", "e.g", "i.e", "approx", "cf", "fig", "st");

	private Sentences() {}

	/** @return the sentences in order, each a stripped stretch of the text with its full stop; none for blank text */
	public static List<String> split(final String text) {
		final List<String> sentences = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			if (!isBoundary(text, start, i)) continue;
			add(sentences, text.substring(start, i + 1));
			start = i + 1;
		}
		add(sentences, text.substring(start));
		return sentences;
	}

	/** Whether the sentence that began at {@code start} ends with character {@code i}. */
	private static boolean isBoundary(final String text, final int start, final int i) {
		final char c = text.charAt(i);
		if (c == '\n') return isBlankLine(text, i);
		if (c != '.' && c != '!' && c != '?') return false;
		final char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
		if (isEnd(next) || next == '"' || next == ')') return false; // the last mark of several decides; a closing quote stays
		final String before = text.substring(start, i).strip();
		if (c == '.' && isListNumber(before)) return false;
		final String word = before.substring(before.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
		if (ABBREVIATIONS.contains(word)) return false;
		return Character.isWhitespace(next) || Character.isLetter(next) && isWord(word);
	}

	/** Whether a full stop glued to the next letter ends a sentence here: after a word, not in "T.B." or "i.e.". */
	private static boolean isWord(final String word) {
		return word.length() > 2 && word.chars().allMatch(c -> Character.isLetter(c) || c == '-') || word.endsWith(")");
	}

	private static boolean isEnd(final char c) {
		return c == '.' || c == '!' || c == '?';
	}

	private static boolean isListNumber(final String before) {
		return !before.isEmpty() && before.length() <= 2 && before.chars().allMatch(Character::isDigit);
	}

	private static boolean isBlankLine(final String text, final int i) {
		for (int j = i + 1; j < text.length() && Character.isWhitespace(text.charAt(j)); j++)
			if (text.charAt(j) == '\n') return true;
		return false;
	}

	/** A stretch without a letter or digit (a stray full stop) is no sentence. */
	private static void add(final List<String> sentences, final String stretch) {
		if (stretch.chars().anyMatch(Character::isLetterOrDigit)) sentences.add(stretch.strip());
	}
}
