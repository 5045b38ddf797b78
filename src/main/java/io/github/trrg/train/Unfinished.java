package io.github.trrg.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.TrrgModel;

/**
 * The mark in a model folder whose training has not ended, written before anything else and removed last. It holds what the run was told, so
 * that only the same is resumed.
 *
 * @param fresh whether the folder was empty before: all in it is this run's
 */
record Unfinished(Path folder, boolean fresh) {

	/** May differ when a run is resumed: they do not change what is learnt, only where and how long. */
	private static final List<String> FREE = List.of("device", "time");

	/**
	 * @return null if the run that is to be resumed has ended
	 * @throws TrrgException if the folder holds another run, or one that is not to be resumed
	 */
	static Unfinished begin(final TrainingRequest request, final Map<String, String> settings, final Fingerprint data) {
		final Path folder = request.out(), mark = folder.resolve(ModelStore.UNFINISHED);
		final JsonObject told = new JsonObject();
		settings.forEach((key, value) -> {
			if (!FREE.contains(key)) told.addProperty(key, value);
		});
		told.addProperty("annotation_sha256", data.sha256());
		if (Files.exists(mark)) {
			if (!request.resume()) throw new TrrgException(folder + " holds a training that has not ended. Resume it, or give the new model another name.");
			requireSame(folder, JsonFields.read(mark).json(), told);
			return new Unfinished(folder, false);
		}
		final boolean fresh = isEmpty(folder);
		if (fresh) AtomicFile.writeText(mark, new Gson().toJson(told) + "\n");
		else if (request.resume() && Files.exists(folder.resolve(TrrgModel.CONFIG)) && !Files.exists(folder.resolve(TrainingRun.CHECKPOINTS))) return null;
		return new Unfinished(folder, fresh);
	}

	private static void requireSame(final Path folder, final JsonObject before, final JsonObject now) {
		final Set<String> keys = new TreeSet<>(before.keySet());
		keys.addAll(now.keySet());
		for (final String key : keys) {
			final JsonElement old = before.get(key);
			if (!Objects.equals(now.get(key), old)) throw new TrrgException("Cannot resume the training in " + folder + ": " + key + " was " + old + " and is now " +
				now.get(key) + ". Resume with what it began with, or give the new model another name.");
		}
	}

	/** But for what systems and crashes leave. */
	private static boolean isEmpty(final Path folder) {
		if (!Files.exists(folder)) return true;
		try (Stream<Path> content = Files.list(folder)) {
			return content.allMatch(TrainingRun::isHidden);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot write into " + folder + ": " + e.getMessage() + ". Give the new model another name or folder.", e);
		}
	}

	/** Makes it a model, and deletes what only a resumed run would need. */
	void end() {
		delete(folder.resolve(ModelStore.UNFINISHED));
		delete(folder.resolve(TrainingRun.CHECKPOINTS));
	}

	/** Empties the folder if nothing was learnt in it. @return whether it did */
	boolean discard() {
		if (!fresh || Checkpoint.isIn(folder.resolve(TrainingRun.CHECKPOINTS))) return false;
		try (Stream<Path> content = Files.list(folder)) {
			content.filter(file -> !TrainingRun.isHidden(file)).forEach(Unfinished::delete);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot delete what is in " + folder + ": " + e.getMessage() + ". Delete it yourself.", e);
		}
		return true;
	}

	private static void delete(final Path path) {
		try {
			AtomicFolder.delete(path);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot delete " + path + ": " + e.getMessage() + ". Delete it yourself.", e);
		}
	}
}
