package io.github.trrg.train;

import java.nio.file.Path;
import java.util.Map;

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
	 * @param plan what to train, and on what
	 * @param run where, how long, and the folder of the new model
	 */
	public static FineTuned run(final Path dataset, final Path base, final FineTuningPlan plan, final TrainingRun run, final Progress progress) {
		final TrainingData data = TrainingData.of(Dataset.open(dataset));
		final Path out = run.out();
		run.prepareFolder(base, out);
		final StageSettings settings = run.settings("clues");
		try (TrrgModel model = TrrgModel.openForTraining(out, run.device(), settings.seed())) {
			final TrainingImages images = new TrainingImages(model.preprocessing());
			run.train(model, new ClueObjective(model, settings, data.training(), new ReportValidation(model, data.heldOut()), images), settings, progress);
			model.saveWeights(out);
		}
		return new FineTuned(plan.trains().forStudies(data.training().size(), false), data.training().size(), data.heldOut().size(), Map.of(), Map.of());
	}
}
