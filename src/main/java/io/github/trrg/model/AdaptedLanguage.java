package io.github.trrg.model;

import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/**
 * A language model with what was trained of it. Matrices that stay as they are stored keep their adapters beside them; others, of 32 bits, have
 * them merged.
 */
final class AdaptedLanguage implements StoredWeights {

	private final Parameters.Kept stored;
	private final Parameters.Source numbers;
	private final Lora lora;
	private final StoredWeights merged = StoredWeights.of(this::merge);

	/**
	 * @param stored the matrices that stay as they are stored
	 * @param numbers of all else, adapters among them
	 * @param lora the adapters, or null if there are none
	 */
	AdaptedLanguage(final Parameters.Kept stored, final Parameters.Source numbers, final Lora lora) {
		this.stored = stored;
		this.numbers = numbers;
		this.lora = lora;
	}

	@Override
	public StoredMatrix matrix(final String name, final int rows, final int columns) {
		final StoredMatrix matrix = stored.matrix(name, rows, columns);
		return matrix == null ? merged.matrix(name, rows, columns) : matrix;
	}

	@Override
	public float[] vector(final String name, final int length) {
		return merged.vector(name, length);
	}

	@Override
	public Lora.Adapter adapter(final String name, final int rows, final int columns) {
		return lora == null || stored.matrix(name, rows, columns) == null ? null : lora.adapter(numbers, name, rows, columns);
	}

	private float[] merge(final String name, final long... shape) {
		final float[] values = numbers.read(name, shape);
		if (lora == null || values == null || shape.length != 2) return values;
		final Lora.Adapter adapter = lora.adapter(numbers, name, (int) shape[0], (int) shape[1]);
		if (adapter != null) lora.merge(values, adapter.down(), adapter.up());
		return values;
	}
}
