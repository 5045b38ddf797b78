package io.github.trrg.cli;

import java.util.Set;

import io.github.trrg.model.ModelStore;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trrg finetune} */
@Command(name = "finetune", description = "Trains a pre-trained model to write reports from clues and images.")
final class FinetuneCommand extends Subcommand {

	@Option(names = "--model", paramLabel = "BASE", required = true, description = "Pre-trained model folder.")
	private String base;

	@Mixin
	private TrainingOptions training;

	@Override
	public Integer call() {
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, TrainingOptions.FAREWELL)) {
			FineTuning.run(training.dataset(), ModelStore.standard().find(base), FineTuningPlan.standard(), training.run(Set.of()), progress);
		}
		out().println(training.out());
		return Main.DONE;
	}
}
