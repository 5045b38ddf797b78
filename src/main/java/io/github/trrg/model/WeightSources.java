package io.github.trrg.model;

import java.nio.file.Path;
import java.util.Arrays;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.TorchWeight;

/** What a network is given of weights files: numbers for its parameters, and matrices that stay as they are stored. Files must stay open as long. */
final class WeightSources {

	private WeightSources() {}

	/** Numbers of a model that must have them all. @throws TrrgException when one is asked for that is missing or has another shape */
	static Parameters.Source complete(final Weights weights, final Path folder) {
		return (name, shape) -> {
			if (!weights.names().contains(name))
				throw new TrrgException("The weights in " + folder + " lack " + name + ". The model is incomplete or belongs to another config.json.");
			return read(weights, name, shape, folder);
		};
	}

	/** Numbers of those weights that are there. @throws TrrgException when one is asked for that has another shape */
	static Parameters.Source present(final Weights weights, final Path folder) {
		return (name, shape) -> weights.names().contains(name) ? read(weights, name, shape, folder) : null;
	}

	/** The matrices of the language model, whatever they are stored in. */
	static Parameters.Kept language(final Weights weights) {
		final StoredLanguage stored = new StoredLanguage(weights, "");
		return (name, rows, columns) -> name.startsWith(TrrgModel.LANGUAGE) ? stored.matrix(name, rows, columns) : null;
	}

	/** The base's matrices of the language model that nobody has trained since: those that were are saved in 32 bits. */
	static Parameters.Kept untrained(final Weights weights, final Weights base) {
		final Parameters.Kept language = language(base);
		return (name, rows, columns) -> {
			if (!weights.names().contains(name) || !base.names().contains(name)) return null;
			if (isTrainable(weights, name) || weights.dtype(name) != base.dtype(name)) return null;
			final StoredMatrix matrix = language.matrix(name, rows, columns);
			return matrix != null && TorchWeight.isPossible(matrix) ? matrix : null;
		};
	}

	/** Whether a weight has the 32 bits that training needs. */
	static boolean isTrainable(final Weights weights, final String name) {
		return weights.dtype(name).isFloat() && weights.dtype(name).size() >= DType.F32.size();
	}

	private static float[] read(final Weights weights, final String name, final long[] shape, final Path folder) {
		if (!weights.dtype(name).isFloat() && shape.length == 2) return new StoredLanguage(weights, "").matrix(name, (int) shape[0], (int) shape[1]).values();
		if (!Arrays.equals(weights.shape(name), shape))
			throw new TrrgException("The weight " + name + " in " + folder + " has shape " + Arrays.toString(weights.shape(name)) + ", but config.json asks for " +
				Arrays.toString(shape) + ". The files do not belong together.");
		return weights.floats(name);
	}
}
