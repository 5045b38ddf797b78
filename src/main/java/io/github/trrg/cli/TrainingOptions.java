package io.github.trrg.cli;

import java.nio.file.Path;
import java.time.Duration;

import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelStore;
import io.github.trrg.train.TrainingRequest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What both kinds of training are told. */
final class TrainingOptions {

	/** Said when a run is interrupted. */
	static final String FAREWELL = "Stopping. Call again with --resume to go on.";

	@Option(names = "--dataset", paramLabel = "DIR", required = true, description = "Data set folder: annotation.json in R2Gen form, and images.")
	private Path dataset;

	@Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the new model; with --resume, that of the interrupted run.")
	private Path out;

	@Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu0, gpu1, ... Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--precision", paramLabel = "P", defaultValue = "auto",
		description = "auto (bfloat16 on GPUs that compute in it, else float32), float32 or bfloat16. Default: ${DEFAULT-VALUE}.")
	private String precision;

	@Option(names = "--epochs", paramLabel = "N", description = "Passes over the data per stage. Default: what training.json of the model says.")
	private Integer epochs;

	@Option(names = "--seed", paramLabel = "N", description = "Of every random choice in all stages, from 0. Default: what training.json of the model says.")
	private Long seed;

	@Option(names = "--time", paramLabel = "90m", converter = Time.class, description = "Stop after this time with the best weights so far: 90m, 1h30m, 45s.")
	private Duration time;

	@Option(names = "--resume", description = "Go on with the interrupted run in --out.")
	private boolean resume;

	/** Reads 90m, 1h30m, 45s. */
	static final class Time implements ITypeConverter<Duration> {

		@Override
		public Duration convert(final String text) {
			try {
				return TrainingRequest.time(text);
			}
			catch (final TrrgException e) {
				throw new TypeConversionException(e.getMessage());
			}
		}
	}

	/**
	 * @param base folder or name of the model to begin with
	 * @throws TrrgException if a value is impossible
	 */
	TrainingRequest request(final String base) {
		if (epochs != null && epochs < 1) throw new TrrgException("--epochs must be at least 1, got " + epochs + ".");
		return new TrainingRequest(dataset, ModelStore.standard().find(base), out, device, precision, epochs == null ? 0 : epochs, seed, time, resume);
	}

	Path out() {
		return out;
	}
}
