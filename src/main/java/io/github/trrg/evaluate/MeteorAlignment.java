package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which word of a hypothesis is which word of the reference: as much weight of matches as possible, in as few runs as possible, as close
 * as possible; found by a beam search along the reference, as METEOR does.
 *
 * @param partner per word of the reference its place in the hypothesis, −1 for none
 * @param chunks runs of words that stand in both texts one after the other
 */
record MeteorAlignment(int[] partner, int chunks) {

	private static final int BEAM = 40;

	/**
	 * Words aligned so far; {@code before} has one less.
	 *
	 * @param place in the hypothesis, of the last word of the reference; −1 if it has none
	 * @param chunks runs that have ended: METEOR counts a run in the search when it ends
	 */
	private record Path(Path before, int place, BitSet used, double weight, int chunks, int distance) {

		private static final Comparator<Path> BEST_FIRST = Comparator.comparingDouble((final Path path) -> -path.weight).thenComparingInt(Path::chunks)
			.thenComparingInt(Path::distance);

		private Path skip() {
			return new Path(this, -1, used, weight, place < 0 ? chunks : chunks + 1, distance);
		}

		/** @param own place in the reference @param other place in the hypothesis */
		private Path match(final int own, final int other, final double matchWeight) {
			final BitSet nowUsed = (BitSet) used.clone();
			nowUsed.set(other);
			return new Path(this, other, nowUsed, weight + matchWeight, place < 0 || other == place + 1 ? chunks : chunks + 1, distance + Math.abs(own - other));
		}
	}

	static MeteorAlignment of(final List<String> hypothesis, final List<String> reference, final MeteorWords words) {
		final double[][] weights = reference.stream().map(own -> hypothesis.stream().mapToDouble(other -> words.match(other, own)).toArray())
			.toArray(double[][]::new);
		final int[] matches = IntStream.range(0, hypothesis.size()).map(j -> (int) Stream.of(weights).filter(row -> row[j] > 0).count()).toArray();
		List<Path> paths = List.of(new Path(null, -1, new BitSet(), 0, 0, 0));
		for (int i = 0; i < weights.length; i++) {
			final double[] row = weights[i];
			final int[] candidates = IntStream.range(0, row.length).filter(j -> row[j] > 0).toArray();
			final List<Path> longer = new ArrayList<>();
			for (final Path path : paths) {
				for (final int j : candidates)
					if (!path.used.get(j)) longer.add(path.match(i, j, row[j]));
				// Two words that match each other alone are always taken.
				if (candidates.length != 1 || matches[candidates[0]] != 1) longer.add(path.skip());
			}
			longer.sort(Path.BEST_FIRST);
			paths = longer.subList(0, Math.min(BEAM, longer.size()));
		}
		final Path best = paths.stream().map(Path::skip).min(Path.BEST_FIRST).orElseThrow(); // ends the last run
		final int[] partner = new int[weights.length];
		Path path = best.before;
		for (int i = partner.length - 1; i >= 0; i--, path = path.before)
			partner[i] = path.place;
		return new MeteorAlignment(partner, best.chunks);
	}
}
