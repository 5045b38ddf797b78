package io.github.trrg.train;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.Gson;

import ai.djl.ndarray.NDArray;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.DType;
import io.github.trrg.model.Safetensors;
import io.github.trrg.model.SafetensorsWriter;
import io.github.trrg.model.Weights;

/** Saves and restores the whole state of a stage: weights, running statistics, moments, averages and position. One file, replaced atomically. */
final class Checkpoint {

	/**
	 * Where a stage stands. Random numbers need no state of their own: they follow from seed, epoch and step.
	 *
	 * @param stage name of the objective
	 * @param epoch epoch in work, from 0
	 * @param step next step of that epoch
	 * @param updates updates done in all
	 * @param bestScore best validation score so far
	 * @param bestEpoch its epoch, −1 before the first validation
	 * @param finished whether the stage is over
	 * @param pieces into how many a batch is cut for want of memory, at least 1
	 */
	record State(String stage, int epoch, int step, long updates, double bestScore, int bestEpoch, boolean finished, int pieces) {

		State {
			pieces = Math.max(1, pieces); // absent in older files
		}

		/** Before the first step. @param finished whether the stage is left out */
		static State begin(final String stage, final boolean finished) {
			return new State(stage, 0, 0, 0, -Double.MAX_VALUE, -1, finished, 1);
		}

		/** Later in the epoch. */
		State at(final int newStep, final long newUpdates) {
			return new State(stage, epoch, newStep, newUpdates, bestScore, bestEpoch, finished, pieces);
		}

		State inPieces(final int newPieces) {
			return new State(stage, epoch, step, updates, bestScore, bestEpoch, finished, newPieces);
		}
	}

	private static final String EXTENSION = ".checkpoint";
	private static final String KEY = "state";

	private Checkpoint() {}

	/** Where a stage keeps its state. */
	static Path file(final Path folder, final String stage) {
		return folder.resolve(stage + EXTENSION);
	}

	/** Whether any stage keeps its state in the folder. */
	static boolean isIn(final Path folder) {
		final String[] names = folder.toFile().list((parent, name) -> name.endsWith(EXTENSION));
		return names != null && names.length > 0;
	}

	/** Whether a stage has ended that keeps its state in the folder. */
	static boolean isFinished(final Path folder, final String stage) {
		final Path file = file(folder, stage);
		if (!Files.exists(file)) return false;
		try (Weights weights = Safetensors.open(file)) {
			return new Gson().fromJson(weights.metadata().get(KEY), State.class).finished;
		}
	}

	static void save(final Path file, final State state, final Map<String, NDArray> arrays) {
		final SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, new Gson().toJson(state));
		arrays.forEach((name, array) -> writer.floats(name, DType.F32, array.getShape().getShape(), array::toFloatArray));
		writer.write(file);
	}

	/** Fills the arrays. @return where the stage stands, or null if the file does not exist or belongs to another stage */
	static State load(final Path file, final String stage, final Map<String, NDArray> arrays) {
		if (!Files.exists(file)) return null;
		try (Weights weights = Safetensors.open(file)) {
			final State state = new Gson().fromJson(weights.metadata().get(KEY), State.class);
			if (state == null || !state.stage.equals(stage)) return null;
			restore(weights, arrays);
			return state;
		}
	}

	private static void restore(final Weights weights, final Map<String, NDArray> arrays) {
		Torch.setGradients(false);
		try {
			arrays.forEach((name, array) -> {
				final float[] values = weights.floats(name);
				if (values.length != array.size())
					throw new TrrgException("The checkpoint belongs to another network: " + name + " has " + values.length + " values instead of " + array.size() +
						". Train without --resume, or with the model it was made with.");
				array.set(FloatBuffer.wrap(values));
			});
		}
		finally {
			Torch.setGradients(true);
		}
	}
}
