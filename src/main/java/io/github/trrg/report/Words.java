package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a sentence as the labeling rules see them: lower case, hyphens open, punctuation as words of their own. */
final class Words {

	private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[,;:()/]");

	private Words() {}

	static List<String> of(final String sentence) {
		final List<String> words = new ArrayList<>();
		final Matcher matcher = WORD.matcher(sentence.toLowerCase(Locale.ROOT));
		while (matcher.find())
			words.add(matcher.group());
		return words;
	}
}
