package io.github.trrg.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How much each of several texts has in common with the others: its mean CIDEr-D against them (Vedantam et al. 2015). */
public final class Consensus {

	/** Texts that each is compared with, evenly spread. */
	private static final int PEERS = 200;

	private final Cider cider;

	/** @param corpus cleaned texts by whose document frequencies n-grams are weighted */
	public Consensus(final List<String> corpus) {
		cider = new Cider(corpus.stream().map(text -> List.of(tokens(text))).toList());
	}

	/** @param texts cleaned texts @return for each 0 to 10; 0 for one alone */
	public double[] scores(final List<String> texts) {
		final List<List<String>> tokens = texts.stream().map(Consensus::tokens).toList();
		final int[] peers = IntStream.range(0, Math.min(PEERS, texts.size())).map(i -> (int) ((long) i * texts.size() / Math.min(PEERS, texts.size()))).toArray();
		final double[] scores = new double[texts.size()];
		Arrays.setAll(scores, i -> {
			final List<List<String>> others = Arrays.stream(peers).filter(peer -> peer != i).mapToObj(tokens::get).toList();
			return others.isEmpty() ? 0 : cider.score(tokens.get(i), others);
		});
		return scores;
	}

	private static List<String> tokens(final String text) {
		return Arrays.asList(text.split("\\s+"));
	}
}
