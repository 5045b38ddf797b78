package io.github.trrg.cli;

import java.util.Locale;
import java.util.Set;

import io.github.trrg.train.Training;
import io.github.trrg.train.TrainingWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trrg pretrain} */
@Command(name = "pretrain", description = "Trains tokenizer, language model and the perception of diseases, and calibrates the thresholds.")
final class PretrainCommand extends Subcommand {

	/** Parts of pre-training. */
	enum Stage {
		LANGUAGE, TEXT, CONTRAST
	}

	@Option(names = "--model", paramLabel = "BASE", required = true, description = "Model folder or recipe; what it lacks is made new.")
	private String base;

	@Option(names = "--stage", paramLabel = "language|text|contrast", description = "Only this stage. Default: all.")
	private Stage stage;

	@Mixin
	private TrainingOptions training;

	@Override
	public Integer call() {
		final Set<String> stages = stage == null ? Set.of() : Set.of(stage.name().toLowerCase(Locale.ROOT));
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, TrainingOptions.FAREWELL)) {
			Training.pretrain(training.request(base), stages, TrainingWatch.of(progress));
		}
		out().println(training.out());
		return Main.DONE;
	}
}
