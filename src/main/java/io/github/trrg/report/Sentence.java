package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;

import io.github.trrg.clue.AttentionMap;

/**
 * A sentence of a report.
 *
 * @param text as it stands in the report
 * @param start where it begins there, in characters
 * @param maps what the language model attended to while it wrote the sentence, one map per view; weights are means over the sentence's
 *          tokens. Empty if nobody watched
 */
public record Sentence(String text, int start, List<AttentionMap> maps) {

	public Sentence {
		maps = List.copyOf(maps);
	}

	/** Where it ends in the report, exclusive. */
	public int end() {
		return start + text.length();
	}

	/** The sentences of a text that nobody watched being written. */
	public static List<Sentence> of(final String report) {
		final List<Sentence> sentences = new ArrayList<>();
		int end = 0;
		for (final String text : Sentences.split(report)) {
			final Sentence sentence = new Sentence(text, report.indexOf(text, end), List.of());
			sentences.add(sentence);
			end = sentence.end();
		}
		return sentences;
	}
}
