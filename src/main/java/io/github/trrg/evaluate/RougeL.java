package io.github.trrg.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ROUGE-L: F-measure (β = 1.2) of the longest common subsequence of tokens, as in the COCO caption evaluation code. Compares one
 * hypothesis with many references; the common length is found for 64 tokens of the hypothesis at once (Hyyrö 2004).
 */
final class RougeL {

	private static final double BETA_SQUARED = 1.2 * 1.2;

	/** Numbers the tokens of texts. Tokens are what stands between single spaces, so that a double space makes an empty one. */
	static final class Vocabulary {

		private final Map<String, Integer> numbers = new HashMap<>();

		int[] read(final String text) {
			return Arrays.stream(text.split(" ", -1)).mapToInt(token -> numbers.computeIfAbsent(token, key -> numbers.size())).toArray();
		}
	}

	private final int length;
	private final int blocks;
	/** Per token and block, the bits of the places where the token stands in the hypothesis. */
	private final long[] places;

	/** @param vocabulary has read the hypothesis and will have read every reference by now */
	RougeL(final int[] hypothesis, final Vocabulary vocabulary) {
		length = hypothesis.length;
		blocks = (length + Long.SIZE - 1) / Long.SIZE;
		places = new long[vocabulary.numbers.size() * blocks];
		for (int i = 0; i < length; i++)
			places[hypothesis[i] * blocks + i / Long.SIZE] |= 1L << i;
	}

	/** @return 0 to 1; over several references the best precision and the best recall count */
	double score(final List<int[]> references) {
		double precision = 0;
		double recall = 0;
		for (final int[] reference : references) {
			final double common = common(reference);
			precision = Math.max(precision, common / length);
			recall = Math.max(recall, common / reference.length);
		}
		return precision == 0 || recall == 0 ? 0 : (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
	}

	/** Length of the longest common subsequence. */
	int common(final int[] reference) {
		final long[] rows = new long[blocks];
		Arrays.fill(rows, -1L);
		for (final int token : reference) {
			long carry = 0;
			for (int block = 0; block < blocks; block++) {
				final long row = rows[block];
				final long matches = places[token * blocks + block];
				final long sum = row + (row & matches);
				final long withCarry = sum + carry;
				carry = Long.compareUnsigned(sum, row) < 0 || Long.compareUnsigned(withCarry, sum) < 0 ? 1 : 0;
				rows[block] = withCarry | row & ~matches;
			}
		}
		int common = 0;
		for (final long row : rows)
			common += Long.bitCount(~row);
		return common;
	}
}
