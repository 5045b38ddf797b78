package io.github.trrg.train;

import java.nio.file.Path;

import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.model.TrrgModel;

/** Stage 2: clue-conditioned report writing on a pre-trained model. */
public final class FineTuning {

	private FineTuning() {}

	/**
	 * Trains, or goes on where an interrupted run stopped.
	 *
	 * @param base pre-trained model folder
	 * @param out folder of the new model
	 */
	public static void run(final Path dataset, final Path base, final Path out, final TrainingRun run, final Progress progress) {
		final TrainingData data = TrainingData.of(Dataset.open(dataset));
		run.prepareFolder(base, out);
		final StageSettings settings = run.settings("clues");
		try (TrrgModel model = TrrgModel.openForTraining(out, run.device(), run.precision(), settings.seed())) {
			final TrainingImages images = new TrainingImages(model.preprocessing());
			run.train(model, new ClueObjective(model, settings, data.training(), new ReportValidation(model, data.heldOut()), images), settings, progress);
			model.saveWeights(out);
		}
	}
}
