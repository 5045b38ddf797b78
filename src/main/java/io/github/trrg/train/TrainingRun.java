package io.github.trrg.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import ai.djl.Device;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Precision;

/**
 * What the user chose for a run of training.
 *
 * @param device where to train
 * @param precision of the products; the weights have 32 bits
 * @param out folder of the new model
 * @param epochs passes over the data per stage, 0 for what the recipe says
 * @param seed of every random choice in all stages; null for those of the recipe
 * @param deadline {@link System#nanoTime()} after which the stage in work ends with its best weights
 * @param resume whether to go on with an interrupted run
 * @param stages stages to run; empty for all
 */
public record TrainingRun(Device device, Precision precision, Path out, int epochs, Long seed, long deadline, boolean resume, Set<String> stages) {

	/** Settings of every stage, in a recipe and in the model made by it. */
	public static final String SETTINGS = "training.json";
	static final String CHECKPOINTS = "checkpoints";

	/** The same, to be done in half of the time that is left. */
	TrainingRun inHalfTheTime() {
		if (deadline == Long.MAX_VALUE) return this;
		final long now = System.nanoTime();
		return new TrainingRun(device, precision, out, epochs, seed, now + (deadline - now) / 2, resume, stages);
	}

	/** In the best precision of the device, with the seeds of the recipe. */
	public TrainingRun(final Device device, final Path out, final int epochs, final long deadline, final boolean resume, final Set<String> stages) {
		this(device, Precision.best(device), out, epochs, null, deadline, resume, stages);
	}

	boolean includes(final String stage) {
		return stages.isEmpty() || stages.contains(stage);
	}

	/** Whether the recipe has that stage; one it lacks is left out. */
	boolean has(final String stage) {
		return JsonFields.read(out.resolve(SETTINGS)).has(stage);
	}

	/** @throws TrrgException if the recipe has no settings for that stage */
	StageSettings settings(final String stage) {
		final StageSettings settings = StageSettings.fromJson(JsonFields.read(out.resolve(SETTINGS)).requireObject(stage), stage);
		final StageSettings seeded = seed == null ? settings : settings.withSeed(seed);
		return epochs > 0 ? seeded.withEpochs(epochs) : seeded;
	}

	/**
	 * Copies the base's files into the output folder, unless a run is resumed.
	 *
	 * @throws TrrgException if the output holds something already and is not resumed
	 */
	void prepareFolder(final Path base) {
		if (resume && Files.exists(out.resolve(TrrgModel.CONFIG))) return;
		try {
			if (Files.isDirectory(out)) try (Stream<Path> present = Files.list(out)) {
				// A run stopped while it copied left some of the base's files.
				if (present.anyMatch(file -> !isHidden(file) && !file.endsWith(ModelStore.UNFINISHED) && (!resume || !Files.exists(base.resolve(file.getFileName()
					.toString())))))
					throw new TrrgException("The folder " + out + " is not empty. Choose another, or resume the run in it.");
			}
			try (Stream<Path> files = Files.list(base)) {
				for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator)
					if (!file.endsWith(TrrgModel.CONFIG)) AtomicFile.copy(file, out.resolve(file.getFileName().toString()));
			}
			// Last: its presence says that the folder is complete.
			AtomicFile.copy(base.resolve(TrrgModel.CONFIG), out.resolve(TrrgModel.CONFIG));
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot copy the model " + base + " to " + out + ": " + e, e);
		}
	}

	static boolean isHidden(final Path file) {
		return file.getFileName().toString().startsWith(".");
	}

	<B> double train(final TrrgModel model, final Objective<B> objective, final StageSettings settings, final Progress progress) {
		return new TrainingLoop<>(model.parameters(), objective, settings, out.resolve(CHECKPOINTS), deadline, TrainingWatch.of(progress)).run();
	}
}
