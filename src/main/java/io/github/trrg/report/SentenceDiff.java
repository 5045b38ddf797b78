package io.github.trrg.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sentences of a report changed, by the longest common subsequence; letter case and spaces do not count.
 *
 * @param removed sentences of the old text that the new one lacks, in order
 * @param added sentences of the new text that the old one lacks
 */
public record SentenceDiff(List<Sentence> removed, List<Sentence> added) {

	public static SentenceDiff of(final List<Sentence> before, final List<Sentence> after) {
		final int[][] common = new int[before.size() + 1][after.size() + 1]; // of the sentences from i and from j on
		for (int i = before.size() - 1; i >= 0; i--)
			for (int j = after.size() - 1; j >= 0; j--)
				common[i][j] = same(before.get(i), after.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
		final List<Sentence> removed = new ArrayList<>();
		final List<Sentence> added = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < before.size() || j < after.size()) {
			if (i < before.size() && j < after.size() && same(before.get(i), after.get(j))) {
				i++;
				j++;
			}
			else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) removed.add(before.get(i++));
			else added.add(after.get(j++));
		}
		return new SentenceDiff(List.copyOf(removed), List.copyOf(added));
	}

	private static boolean same(final Sentence a, final Sentence b) {
		return Words.of(a.text()).equals(Words.of(b.text()));
	}
}
