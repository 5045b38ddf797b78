package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes the scores of the next token in the light of those already written. A score of −∞ forbids a token. */
@FunctionalInterface
interface LogitsProcessor {

	/**
	 * @param tokens new tokens so far
	 * @param scores logits or log-probabilities (V), changed in place
	 */
	void process(int[] tokens, float[] scores);

	/** All that the settings ask for, in the order of Hugging Face's {@code generate}. */
	static LogitsProcessor of(final GenerationSettings settings, final int[] ends) {
		final List<LogitsProcessor> all = new ArrayList<>();
		if (settings.repetitionPenalty() != 1) all.add(repetitionPenalty((float) settings.repetitionPenalty()));
		if (settings.noRepeatNgram() > 0) all.add(noRepeatNgram(settings.noRepeatNgram()));
		if (!settings.bannedTokens().isEmpty()) all.add(ban(settings.bannedTokens().stream().mapToInt(Integer::intValue).toArray()));
		if (settings.minLength() > 0) all.add(minLength(settings.minLength(), ends));
		return (tokens, scores) -> all.forEach(processor -> processor.process(tokens, scores));
	}

	/** Divides positive and multiplies negative scores of tokens already written (CTRL, Keskar et al. 2019). */
	static LogitsProcessor repetitionPenalty(final float penalty) {
		return (tokens, scores) -> Arrays.stream(tokens).distinct()
			.forEach(token -> scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty);
	}

	/** Forbids tokens that would complete a sequence of {@code n} written before. */
	static LogitsProcessor noRepeatNgram(final int n) {
		return (tokens, scores) -> {
			final int last = tokens.length - n + 1; // where the sequence to come begins
			for (int start = 0; start < last; start++)
				if (Arrays.equals(tokens, start, start + n - 1, tokens, last, tokens.length)) scores[tokens[start + n - 1]] = Float.NEGATIVE_INFINITY;
		};
	}

	/** Forbids tokens; ids outside the vocabulary are never written anyway. */
	static LogitsProcessor ban(final int... banned) {
		return (tokens, scores) -> {
			for (final int token : banned)
				if (token >= 0 && token < scores.length) scores[token] = Float.NEGATIVE_INFINITY;
		};
	}

	/** Forbids the end before so many tokens. */
	static LogitsProcessor minLength(final int length, final int... ends) {
		final LogitsProcessor ban = ban(ends);
		return (tokens, scores) -> {
			if (tokens.length < length) ban.process(tokens, scores);
		};
	}
}
