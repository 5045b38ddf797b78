package io.github.trrg.decode;

import java.util.Arrays;
import java.util.List;

import io.github.trrg.nn.LlamaConfig;

/** Causal grouped-query attention of new positions over the KV caches of their sequences. */
final class CachedAttention {

	/**
	 * A new position.
	 *
	 * @param cache keys and values of its sequence, its own included
	 * @param position its number in the sequence
	 * @param recorder where its attention goes, or null
	 */
	record Row(KvCache cache, int position, Recorder recorder) {}

	/** Sums attention to a range of positions; one line per key/value head, since those are worked on by different threads. */
	static final class Recorder {

		private final int heads;
		private final int from;
		private final float[][] sums; // (kvHeads, range)

		Recorder(final LlamaConfig config, final int from, final int to) {
			heads = config.heads();
			this.from = from;
			sums = new float[config.kvHeads()][to - from];
		}

		private void add(final int kvHead, final float[][] probabilities) {
			final float[] sum = sums[kvHead];
			for (int i = 0; i < sum.length; i++)
				sum[i] += probabilities[(from + i) / KvCache.PAGE][(from + i) % KvCache.PAGE];
		}

		/** @param mean attention of a layer to all positions, mean over heads */
		void addMean(final float[] mean) {
			for (int i = 0; i < sums[0].length; i++)
				sums[0][i] += mean[from + i] * heads;
		}

		/** Mean over layers and heads, for each position of the range. */
		float[] mean(final LlamaConfig config) {
			final float[] mean = new float[sums[0].length];
			for (final float[] sum : sums)
				for (int i = 0; i < mean.length; i++)
					mean[i] += sum[i] / (config.layers() * config.heads());
			return mean;
		}
	}

	private final LlamaConfig config;
	private final Arithmetic arithmetic;

	CachedAttention(final LlamaConfig config, final Arithmetic arithmetic) {
		this.config = config;
		this.arithmetic = arithmetic;
	}

	/**
	 * @param queries a row of {@code stride} values per new position, the first of them its queries (heads, d)
	 * @param out (rows, heads · d), overwritten
	 */
	void attend(final Parallel threads, final int layer, final List<Row> rows, final float[] queries, final int stride, final float[] out) {
		final int kvHeads = config.kvHeads();
		final int group = config.heads() / kvHeads;
		final long work = 2L * config.heads() * config.headDim() * rows.stream().mapToLong(Row::position).sum();
		threads.loop(rows.size() * kvHeads, work, (from, to) -> {
			for (int i = from; i < to; i++) {
				final int row = i / kvHeads;
				for (int head = i % kvHeads * group; head < (i % kvHeads + 1) * group; head++)
					attend(layer, rows.get(row), i % kvHeads, queries, row * stride + head * config.headDim(), out, (row * config.heads() + head) * config.headDim());
			}
		});
	}

	/** One query head of one position. */
	private void attend(final int layer, final Row row, final int kvHead, final float[] queries, final int at, final float[] out, final int to) {
		final int d = config.headDim();
		final int length = row.position + 1;
		final float[][] weights = new float[(length + KvCache.PAGE - 1) / KvCache.PAGE][KvCache.PAGE];
		for (int page = 0; page < weights.length; page++)
			arithmetic.combine(queries, at, row.cache.keys(layer, page), kvHead * d, d, weights[page]);
		softmax(weights, length, 1 / Math.sqrt(d));
		final float[] mixed = new float[d];
		for (int page = 0; page < weights.length; page++)
			arithmetic.combine(weights[page], 0, row.cache.values(layer, page), kvHead * KvCache.PAGE, Math.min(KvCache.PAGE, length - page * KvCache.PAGE), mixed);
		System.arraycopy(mixed, 0, out, to, d);
		if (row.recorder != null) row.recorder.add(kvHead, weights);
	}

	/** Turns the first {@code length} scores into weights that sum to 1, the rest into 0. */
	private static void softmax(final float[][] scores, final int length, final double scale) {
		final float[] last = scores[scores.length - 1];
		Arrays.fill(last, length - (scores.length - 1) * KvCache.PAGE, KvCache.PAGE, Float.NEGATIVE_INFINITY);
		float max = Float.NEGATIVE_INFINITY;
		for (final float[] page : scores)
			for (final float score : page)
				if (score > max) max = score;
		double sum = 0;
		for (final float[] page : scores)
			for (int i = 0; i < page.length; i++) {
				page[i] = Exponential.exp((float) scale * (page[i] - max));
				sum += page[i];
			}
		final float factor = (float) (1 / sum);
		for (final float[] page : scores)
			for (int i = 0; i < page.length; i++)
				page[i] *= factor;
	}
}
