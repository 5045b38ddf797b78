package io.github.trrg.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ROUGE-L: F-measure (β = 1.2) of the longest common subsequence of tokens, as in the COCO caption evaluation code. Reads one
 * hypothesis against many references; the common length is found for 64 tokens at once (Hyyrö 2004).
 */
final class RougeL {

	private static final double BETA_SQUARED = 1.2 * 1.2;

	private final int length;
	/** Per token of the hypothesis, the bits of the places where it stands. */
	private final Map<String, long[]> places = new HashMap<>();

	RougeL(final List<String> hypothesis) {
		length = hypothesis.size();
		for (int i = 0; i < length; i++)
			places.computeIfAbsent(hypothesis.get(i), token -> new long[blocks()])[i / Long.SIZE] |= 1L << i;
	}

	/** @return 0 to 1; over several references the best precision and the best recall count */
	double score(final List<List<String>> references) {
		double precision = 0;
		double recall = 0;
		for (final List<String> reference : references) {
			final double common = common(reference);
			precision = Math.max(precision, length == 0 ? 0 : common / length);
			recall = Math.max(recall, reference.isEmpty() ? 0 : common / reference.size());
		}
		return precision == 0 || recall == 0 ? 0 : (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
	}

	/** Length of the longest common subsequence. */
	int common(final List<String> reference) {
		final long[] rows = new long[blocks()];
		for (int block = 0; block < rows.length; block++)
			rows[block] = -1L;
		for (final String token : reference) {
			final long[] matches = places.get(token);
			if (matches == null) continue;
			long carry = 0;
			for (int block = 0; block < rows.length; block++) {
				final long row = rows[block];
				final long match = row & matches[block];
				final long sum = row + match;
				final long withCarry = sum + carry;
				carry = Long.compareUnsigned(sum, row) < 0 || Long.compareUnsigned(withCarry, sum) < 0 ? 1 : 0;
				rows[block] = withCarry | row & ~match;
			}
		}
		int common = 0;
		for (final long row : rows)
			common += Long.bitCount(~row);
		return common;
	}

	private int blocks() {
		return (length + Long.SIZE - 1) / Long.SIZE;
	}
}
