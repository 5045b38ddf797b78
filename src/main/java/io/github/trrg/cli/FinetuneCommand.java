package io.github.trrg.cli;

import io.github.trrg.clue.Disease;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.Training;
import io.github.trrg.train.TrainingWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trrg finetune} */
@Command(name = "finetune", description = { "Trains a model further on your own studies. The new model is finished when this ends; Ctrl-C keeps what was",
	"learnt for --resume." })
final class FinetuneCommand extends Subcommand {

	@Option(names = "--model", paramLabel = "BASE", required = true, description = "Folder or name of a model to begin with.")
	private String base;

	@Option(names = "--train", paramLabel = "WHAT", defaultValue = "auto",
		description = { "auto, \"perception\", \"clue modules\", \"language model\", \"clue modules and language",
		"model\" or \"everything\"; auto decides by the number of studies. Default: ${DEFAULT-VALUE}." })
	private String train;

	@Option(names = "--target", paramLabel = "TEXT", defaultValue = "report",
		description = "Text to learn to write: report (its findings), impression or both. Default: ${DEFAULT-VALUE}.")
	private String target;

	@Option(names = "--diseases", paramLabel = "NAME:PRESENT:ABSENT;...", defaultValue = "",
		description = { "New diseases with what states their presence and their absence:", "\"tuberculosis:There is tuberculosis.:No tuberculosis.\"" })
	private String diseases;

	@Option(names = "--regions", paramLabel = "true|false", arity = "1", defaultValue = "true",
		description = "Teach the clues to look where regions were drawn. Default: ${DEFAULT-VALUE}.")
	private boolean regions;

	@Mixin
	private TrainingOptions training;

	@Override
	public Integer call() {
		final FineTuningPlan plan = new FineTuningPlan(Trainable.of(train), TargetText.of(target), Disease.parseAll(diseases), regions ? RoiFiles::inside : null);
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, TrainingOptions.FAREWELL)) {
			Training.fineTune(training.request(base), plan, TrainingWatch.of(progress));
		}
		out().println(training.out());
		return Main.DONE;
	}
}
