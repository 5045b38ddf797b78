package io.github.trrg.train;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import ai.djl.Device;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Precision;

/**
 * What users ask of any training.
 *
 * @param dataset data set folder
 * @param base model folder or recipe to begin with
 * @param out folder of the new model
 * @param device {@code auto}, {@code cpu}, {@code gpu0}, …
 * @param precision {@code auto}, {@code float32} or {@code bfloat16}
 * @param epochs passes over the data per stage, at least 1; 0 for what the recipe says
 * @param seed of every random choice in all stages, at least 0; null for those of the recipe
 * @param time after which training stops with the best weights; null for no limit
 * @param resume whether to go on with an interrupted run
 */
public record TrainingRequest(Path dataset, Path base, Path out, String device, String precision, int epochs, Long seed, Duration time, boolean resume) {

	/** @throws TrrgException if a value is impossible */
	public TrainingRequest {
		if (epochs < 0) throw new TrrgException("epochs must be at least 1, got " + epochs + ".");
		if (seed != null && seed < 0) throw new TrrgException("seed must be a whole number from 0, got " + seed + ".");
		dataset = dataset.toAbsolutePath().normalize();
		base = base.toAbsolutePath().normalize();
		out = out.toAbsolutePath().normalize();
		if (out.equals(base)) throw new TrrgException("The new model cannot have the folder of the one it begins with, " + base + ". Give another name.");
	}

	/** @throws TrrgException if the text is no time such as 90m, 1h30m, 45s */
	public static Duration time(final String text) {
		try {
			final Duration time = Duration.parse("PT" + text.strip().toUpperCase(Locale.ROOT));
			if (time.isZero() || time.isNegative()) throw new TrrgException("\"" + text + "\" is no time to train. Write 90m, 1h30m or 45s.");
			return time;
		}
		catch (final DateTimeParseException e) {
			throw new TrrgException("\"" + text + "\" is not a duration. Write 90m, 1h30m or 45s.", e);
		}
	}

	/** @param stages to run, empty for all; @throws TrrgException if there is no such device */
	TrainingRun run(final Set<String> stages) {
		final Device on = Torch.device(device);
		return new TrainingRun(on, Precision.of(precision, on), out, epochs, seed, time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos(), resume,
			stages);
	}

	/** What repeats it, by the keys of macros. */
	Map<String, String> settings() {
		final Map<String, String> settings = new LinkedHashMap<>();
		settings.put("epochs", epochs == 0 ? "" : String.valueOf(epochs));
		if (seed != null) settings.put("seed", String.valueOf(seed));
		settings.put("time", time == null ? "" : time.toString().substring(2).toLowerCase(Locale.ROOT));
		settings.put("device", device);
		settings.put("precision", precision);
		settings.put("model", base.toString());
		settings.put("dataset", dataset.toString());
		return settings;
	}
}
