package io.github.trrg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.decode.Generation;
import io.github.trrg.report.Sentence;

/** Ties what the language model attended to, token by token, to the sentences it wrote. */
final class SentenceAttention {

	private SentenceAttention() {}

	/**
	 * @param text the report: the generation's text without white space around it
	 * @param decoder turns tokens into text
	 * @param views whose visual tokens the attention was recorded of
	 */
	static List<Sentence> of(final String text, final Generation generation, final Function<int[], String> decoder, final int views) {
		final int leading = generation.text().indexOf(text);
		final int[] ends = new int[generation.tokens().length]; // of the tokens, in characters of the text
		for (int i = 0; i < ends.length; i++)
			ends[i] = decoder.apply(Arrays.copyOf(generation.tokens(), i + 1)).length() - leading;
		final List<Sentence> sentences = new ArrayList<>();
		for (final Sentence sentence : Sentence.of(text))
			sentences.add(new Sentence(sentence.text(), sentence.start(), maps(sentence, ends, generation.attention(), views)));
		return sentences;
	}

	/** A token belongs to the sentence that holds its last character: the space between two sentences begins the second one's first token. */
	private static List<AttentionMap> maps(final Sentence sentence, final int[] ends, final List<float[]> attention, final int views) {
		if (attention.isEmpty() || attention.get(0).length == 0) return List.of();
		final float[] mean = new float[attention.get(0).length];
		final List<float[]> own = new ArrayList<>();
		for (int i = 0; i < ends.length; i++)
			if (ends[i] > sentence.start() && ends[i] <= sentence.end()) own.add(attention.get(i));
		for (final float[] weights : own)
			for (int i = 0; i < mean.length; i++)
				mean[i] += weights[i] / own.size();
		return AttentionMap.ofViews(mean, views);
	}
}
