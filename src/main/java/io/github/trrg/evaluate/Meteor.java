package io.github.trrg.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * METEOR 1.5 for English with its modules exact, stem and synonym (Denkowski and Lavie 2014), without the paraphrase module: numbers are
 * not those of the COCO caption evaluation code, which has it. Words are tokens as they stand.
 *
 * @param matched weight of the matched words of the hypothesis, function words counting less
 * @param length weight of all its words
 * @param referenceMatched the same of the reference
 * @param referenceLength the same of the reference
 * @param words mean number of matched words of both
 * @param chunks runs of matched words that stand in both texts alike
 * @param complete whether every word of both is matched, in one run
 */
record Meteor(double matched, double length, double referenceMatched, double referenceLength, double words, int chunks, boolean complete) {

	/** Tuned by the authors of METEOR on human ranking of English. */
	private static final double ALPHA = 0.85, BETA = 0.2, GAMMA = 0.6, DELTA = 0.75;

	/** Of several references the one that scores best counts. */
	static Meteor of(final List<String> hypothesis, final List<List<String>> references, final MeteorWords words) {
		return references.stream().map(reference -> ofOne(hypothesis, reference, words)).max(Comparator.comparingDouble(Meteor::score)).orElseThrow();
	}

	private static Meteor ofOne(final List<String> hypothesis, final List<String> reference, final MeteorWords words) {
		final MeteorAlignment alignment = MeteorAlignment.of(hypothesis, reference, words);
		double matched = 0, referenceMatched = 0;
		int count = 0;
		for (int i = 0; i < reference.size(); i++) {
			final int j = alignment.partner()[i];
			if (j < 0) continue;
			final double weight = words.match(hypothesis.get(j), reference.get(i));
			matched += weight * weight(hypothesis.get(j), words);
			referenceMatched += weight * weight(reference.get(i), words);
			count++;
		}
		return new Meteor(matched, length(hypothesis, words), referenceMatched, length(reference, words), count, alignment.chunks(), count == hypothesis.size() &&
			count == reference.size() && alignment.chunks() == 1);
	}

	/** Counts of a corpus: METEOR sums them before it scores. */
	static Meteor sum(final List<Meteor> samples) {
		double matched = 0, length = 0, referenceMatched = 0, referenceLength = 0, words = 0;
		int chunks = 0;
		boolean complete = true;
		for (final Meteor sample : samples) {
			matched += sample.matched;
			length += sample.length;
			referenceMatched += sample.referenceMatched;
			referenceLength += sample.referenceLength;
			words += sample.words;
			chunks += sample.chunks;
			complete &= sample.complete;
		}
		return new Meteor(matched, length, referenceMatched, referenceLength, words, chunks, complete);
	}

	/** @return 0 to 1 */
	double score() {
		if (matched == 0) return 0;
		final double precision = matched / length, recall = referenceMatched / referenceLength;
		final double mean = precision * recall / (ALPHA * precision + (1 - ALPHA) * recall);
		return mean * (1 - (complete ? 0 : GAMMA * Math.pow(chunks / words, BETA)));
	}

	private static double length(final List<String> text, final MeteorWords words) {
		return text.stream().mapToDouble(word -> weight(word, words)).sum();
	}

	private static double weight(final String word, final MeteorWords words) {
		return words.isFunctionWord(word) ? 1 - DELTA : DELTA;
	}
}
