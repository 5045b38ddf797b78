package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A model of width 1 whose logits are any function of the whole sequence, so that searches can be checked by
 * enumeration. The embedding of a token is its number.
 */
final class TableModel implements LanguageModel {

	private final int vocabulary;
	private final Function<int[], float[]> logits;
	private int open;

	TableModel(final int vocabulary, final Function<int[], float[]> logits) {
		this.vocabulary = vocabulary;
		this.logits = logits;
	}

	/** Logits that look random and repeat. */
	static TableModel random(final int vocabulary, final long seed) {
		return new TableModel(vocabulary, tokens -> {
			final java.util.Random random = new java.util.Random(seed * 1_000_003 + Arrays.hashCode(tokens));
			final float[] values = new float[vocabulary];
			for (int i = 0; i < vocabulary; i++)
				values[i] = (float) (2 * random.nextGaussian());
			return values;
		});
	}

	/** States not closed yet. */
	int open() {
		return open;
	}

	float[] logits(final int... tokens) {
		return logits.apply(tokens);
	}

	@Override
	public int vocabSize() {
		return vocabulary;
	}

	@Override
	public int hiddenSize() {
		return 1;
	}

	@Override
	public int maxPositions() {
		return 1000;
	}

	@Override
	public float[] embed(final int... tokens) {
		final float[] rows = new float[tokens.length];
		for (int i = 0; i < rows.length; i++)
			rows[i] = tokens[i];
		return rows;
	}

	@Override
	public DecodingState prefill(final List<Prompt> prompts, final int room) {
		final List<int[]> rows = new ArrayList<>();
		for (final Prompt prompt : prompts) {
			final int[] tokens = new int[prompt.embeddings().length];
			for (int i = 0; i < tokens.length; i++)
				tokens[i] = (int) prompt.embeddings()[i];
			rows.add(tokens);
		}
		open++;
		return new State(rows, room);
	}

	private final class State implements DecodingState {

		private List<int[]> rows;
		private int room;

		State(final List<int[]> rows, final int room) {
			this.rows = rows;
			this.room = room;
		}

		@Override
		public int rows() {
			return rows.size();
		}

		@Override
		public float[] logits(final int row) {
			return logits.apply(rows.get(row)).clone();
		}

		/** Tells the length of the sequence it belongs to. */
		@Override
		public float[] attention(final int row) {
			return new float[] { rows.get(row).length };
		}

		@Override
		public void step(final int[] parents, final int[] tokens) {
			if (room-- == 0) throw new IllegalStateException("no room");
			final List<int[]> next = new ArrayList<>();
			for (int i = 0; i < parents.length; i++) {
				final int[] parent = rows.get(parents[i]);
				final int[] longer = Arrays.copyOf(parent, parent.length + 1);
				longer[parent.length] = tokens[i];
				next.add(longer);
			}
			rows = next;
		}

		@Override
		public void close() {
			open--;
		}
	}
}
