package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * BLEU, ROUGE-L and CIDEr of texts against their references, over the corpus or any sample of it. Tokens are what stands between white
 * space (for ROUGE-L between single spaces, as in the original, so that a double space counts as an empty token).
 */
public final class TextMetrics {

	private final List<Bleu> bleu = new ArrayList<>();
	private final double[] rougeL;
	private final double[] cider;

	/**
	 * @param hypotheses one text per sample, cleaned
	 * @param references at least one text per sample, cleaned
	 */
	public TextMetrics(final List<String> hypotheses, final List<List<String>> references) {
		if (hypotheses.isEmpty() || hypotheses.size() != references.size())
			throw new IllegalArgumentException(hypotheses.size() + " hypotheses for " + references.size() + " references");
		final List<List<List<String>>> tokens = references.stream().map(texts -> texts.stream().map(TextMetrics::tokens).toList()).toList();
		final Cider corpus = new Cider(tokens);
		final RougeL.Vocabulary vocabulary = new RougeL.Vocabulary();
		final List<int[]> numbered = hypotheses.stream().map(vocabulary::read).toList();
		final List<List<int[]>> numberedReferences = references.stream().map(texts -> texts.stream().map(vocabulary::read).toList()).toList();
		rougeL = new double[hypotheses.size()];
		cider = new double[hypotheses.size()];
		for (int i = 0; i < hypotheses.size(); i++) {
			final List<String> hypothesis = tokens(hypotheses.get(i));
			bleu.add(Bleu.of(hypothesis, tokens.get(i)));
			cider[i] = corpus.score(hypothesis, tokens.get(i));
			rougeL[i] = new RougeL(numbered.get(i), vocabulary).score(numberedReferences.get(i));
		}
	}

	/** @return BLEU_1 to BLEU_4, ROUGE_L (0 to 1) and CIDEr (0 to 10) of the corpus */
	public Map<String, Double> scores() {
		return scores(IntStream.range(0, rougeL.length).toArray());
	}

	/**
	 * @param sample numbers of the texts to score, from 0, repetitions allowed; CIDEr keeps the n-gram weights of the whole corpus
	 * @return as {@link #scores()}
	 */
	public Map<String, Double> scores(final int... sample) {
		final Map<String, Double> scores = new LinkedHashMap<>();
		final double[] ofBleu = Bleu.sum(Arrays.stream(sample).mapToObj(bleu::get).toList()).scores();
		for (int n = 0; n < ofBleu.length; n++)
			scores.put("BLEU_" + (n + 1), ofBleu[n]);
		scores.put("ROUGE_L", Arrays.stream(sample).mapToDouble(i -> rougeL[i]).average().orElseThrow());
		scores.put("CIDEr", Arrays.stream(sample).mapToDouble(i -> cider[i]).average().orElseThrow());
		return scores;
	}

	static List<String> tokens(final String text) {
		return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
	}
}
