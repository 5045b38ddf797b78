package io.github.trrg.decode;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.trrg.nn.LlamaConfig;

/**
 * Keys and values of one sequence, in pages. Forks share full pages; only the page being filled is copied. A key is
 * stored with its dimensions apart, so that scores of a whole page are a combination of rows like everything else.
 */
final class KvCache {

	/** Positions per page. */
	static final int PAGE = 32;

	/**
	 * @param keys per layer (kvHeads · d, PAGE)
	 * @param values per layer (kvHeads · PAGE, d); null where no position is stored yet
	 */
	private record Page(float[][][] keys, float[][][] values) {

		Page(final LlamaConfig c) {
			this(new float[c.layers()][c.kvHeads() * c.headDim()][], new float[c.layers()][c.kvHeads() * PAGE][]);
			for (final float[][] layer : keys)
				for (int i = 0; i < layer.length; i++)
					layer[i] = new float[PAGE]; // faster one by one than all together
		}

		/** Values are never written twice, so they are shared. */
		Page copy() {
			final Page copy = new Page(new float[keys.length][][], new float[values.length][][]);
			for (int layer = 0; layer < keys.length; layer++) {
				copy.keys[layer] = new float[keys[layer].length][];
				for (int i = 0; i < keys[layer].length; i++)
					copy.keys[layer][i] = keys[layer][i].clone();
				copy.values[layer] = values[layer].clone();
			}
			return copy;
		}
	}

	private final LlamaConfig config;
	private final List<Page> pages;
	private int length;

	/** @param length positions to make room for */
	KvCache(final LlamaConfig config, final int length) {
		this(config, new ArrayList<>(), 0);
		for (int i = 0; i < length; i++)
			append();
	}

	private KvCache(final LlamaConfig config, final List<Page> pages, final int length) {
		this.config = config;
		this.pages = pages;
		this.length = length;
	}

	/** Makes room for one more position. @return its number, from 0 */
	int append() {
		if (length % PAGE == 0) pages.add(new Page(config));
		return length++;
	}

	/** Stores keys and values (kvHeads, d) of one position. */
	void put(final int layer, final int position, final float[] source, final int keysAt, final int valuesAt) {
		final Page page = pages.get(position / PAGE);
		final int slot = position % PAGE;
		final int d = config.headDim();
		final float[][] keys = page.keys[layer];
		for (int i = 0; i < keys.length; i++)
			keys[i][slot] = source[keysAt + i];
		for (int head = 0; head < config.kvHeads(); head++)
			page.values[layer][head * PAGE + slot] = Arrays.copyOfRange(source, valuesAt + head * d, valuesAt + (head + 1) * d);
	}

	/**
	 * Stores keys and values of all positions.
	 *
	 * @param source keys (kvHeads · d, length)
	 * @param sourceValues (length, kvHeads, d)
	 */
	void putAll(final int layer, final FloatBuffer source, final FloatBuffer sourceValues) {
		final int d = config.headDim();
		final int heads = config.kvHeads();
		for (int first = 0; first < length; first += PAGE) {
			final Page page = pages.get(first / PAGE);
			final int count = Math.min(PAGE, length - first);
			final float[][] keys = page.keys[layer];
			for (int i = 0; i < keys.length; i++)
				source.get(i * length + first, keys[i], 0, count);
			for (int slot = 0; slot < count; slot++)
				for (int head = 0; head < heads; head++)
					sourceValues.get(((first + slot) * heads + head) * d, page.values[layer][head * PAGE + slot] = new float[d]);
		}
	}

	/** (kvHeads · d, PAGE) */
	float[][] keys(final int layer, final int page) {
		return pages.get(page).keys[layer];
	}

	/** (kvHeads · PAGE, d) */
	float[][] values(final int layer, final int page) {
		return pages.get(page).values[layer];
	}

	/** A sequence that goes its own way from here. */
	KvCache fork() {
		final List<Page> shared = new ArrayList<>(pages);
		if (length % PAGE != 0) shared.set(shared.size() - 1, shared.get(shared.size() - 1).copy());
		return new KvCache(config, shared, length);
	}
}
