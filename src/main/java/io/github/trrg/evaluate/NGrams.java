package io.github.trrg.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of one to four tokens. */
final class NGrams {

	/** Longest run that the metrics look at. */
	static final int MAX = 4;

	private NGrams() {}

	static Map<List<String>, Integer> count(final List<String> tokens) {
		final Map<List<String>, Integer> counts = new HashMap<>();
		for (int n = 1; n <= MAX; n++)
			for (int i = 0; i + n <= tokens.size(); i++)
				counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
		return counts;
	}
}
