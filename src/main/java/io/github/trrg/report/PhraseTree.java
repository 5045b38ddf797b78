package io.github.trrg.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many phrases, looked for in one pass over the words of a sentence. A phrase is written as words with alternatives and
 * optional words: {@code pleural? effusion|effusions} stands for four phrases.
 *
 * @param <T> what a phrase means
 */
final class PhraseTree<T> {

	/** A phrase found at words {@code start} (inclusive) to {@code end} (exclusive). */
	record Match<T>(int start, int end, T meaning) {}

	private static final class Node<T> {

		private final Map<String, Node<T>> next = new HashMap<>();
		private T meaning;
		private boolean ends;

		private void mark(final T newMeaning) {
			meaning = newMeaning;
			ends = true;
		}
	}

	private final Node<T> root = new Node<>();

	/** @param meaning null for a phrase that only keeps shorter ones inside it from being found */
	void add(final String phrase, final T meaning) {
		List<Node<T>> ends = List.of(root);
		for (final String part : phrase.strip().split("\\s+")) {
			final boolean optional = part.endsWith("?");
			final List<Node<T>> nextEnds = new ArrayList<>(optional ? ends : List.of());
			for (final String word : (optional ? part.substring(0, part.length() - 1) : part).split("\\|"))
				for (final Node<T> end : ends)
					nextEnds.add(end.next.computeIfAbsent(word, key -> new Node<>()));
			ends = nextEnds;
		}
		ends.forEach(end -> end.mark(meaning));
	}

	/** Adds the one phrase of these words, which stand for themselves. */
	void add(final List<String> words, final T meaning) {
		Node<T> node = root;
		for (final String word : words)
			node = node.next.computeIfAbsent(word, key -> new Node<>());
		node.mark(meaning);
	}

	/** @return the phrases found, leftmost longest, not overlapping, in order */
	List<Match<T>> find(final List<String> words) {
		final List<Match<T>> matches = new ArrayList<>();
		for (int start = 0; start < words.size(); start++) {
			Node<T> node = root;
			Match<T> longest = null;
			for (int i = start; i < words.size(); i++) {
				node = node.next.get(words.get(i));
				if (node == null) break;
				if (node.ends) longest = new Match<>(start, i + 1, node.meaning);
			}
			if (longest == null) continue;
			if (longest.meaning != null) matches.add(longest);
			start = longest.end - 1;
		}
		return matches;
	}
}
