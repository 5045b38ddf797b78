package io.github.trrg.decode;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.Generation.Finish;

/** What the settings say about a single text: scores of its next token, what must not be written, where it ends. */
final class Rules {

	private final GenerationSettings settings;
	private final Function<int[], String> decoder;
	private final int[] ends;
	private final LogitsProcessor processor;

	/**
	 * @param decoder turns tokens into text
	 * @param ends tokens that end a text
	 */
	Rules(final GenerationSettings settings, final Function<int[], String> decoder, final int[] ends) {
		this.settings = settings;
		this.decoder = decoder;
		this.ends = ends;
		processor = LogitsProcessor.of(settings, ends);
	}

	GenerationSettings settings() {
		return settings;
	}

	int endTokens() {
		return ends.length;
	}

	void process(final Hypothesis text, final float[] scores) {
		processor.process(text.tokens(), scores);
	}

	boolean isEnd(final int token) {
		return IntStream.of(ends).anyMatch(end -> end == token);
	}

	/** Whether this token would complete a banned string. */
	boolean forbids(final Hypothesis text, final int token) {
		return !settings.bannedStrings().isEmpty() && !isEnd(token) && firstOf(settings.bannedStrings(), decoder.apply(text.plus(token, 0, null, 0).tokens())) >= 0;
	}

	/** Whether a stop string stands in the text. */
	boolean isStopped(final Hypothesis text) {
		return !settings.stopStrings().isEmpty() && firstOf(settings.stopStrings(), decoder.apply(text.tokens())) >= 0;
	}

	/** @param length tokens the score is shared by, the end token included */
	double score(final double logProbability, final int length) {
		return logProbability / Math.pow(length, settings.lengthPenalty());
	}

	Generation generation(final Hypothesis text, final double score, final Finish finish) {
		final String whole = decoder.apply(text.tokens());
		final int stop = firstOf(settings.stopStrings(), whole);
		return new Generation(text.tokens(), stop < 0 ? whole : whole.substring(0, stop), score, text.attention(), finish);
	}

	/** @return where the first of these strings begins, or −1 */
	private static int firstOf(final List<String> strings, final String text) {
		return strings.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
	}

	/** Logarithm of the sum of exponentials: log-probabilities are scores less this. */
	static double logSum(final float[] scores) {
		float max = Float.NEGATIVE_INFINITY;
		for (final float score : scores)
			max = Math.max(max, score);
		double sum = 0;
		for (final float score : scores)
			sum += Math.exp(score - max);
		final double log = max + Math.log(sum);
		if (Double.isNaN(log) && max != Float.NEGATIVE_INFINITY)
			throw new TrrgException("The language model computed values that are not numbers. Its weights are damaged, or the input is not finite.");
		return log;
	}

	static TrrgException nothingLeft() {
		return new TrrgException("No token is left to write: banned_tokens, banned_strings, no_repeat_ngram and min_length together forbid all. Relax one of them.");
	}
}
