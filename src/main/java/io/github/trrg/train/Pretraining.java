package io.github.trrg.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.model.BpeTrainer;
import io.github.trrg.model.DiseaseFile;
import io.github.trrg.model.TrrgModel;

/**
 * Everything before the clues: tokenizer, the first training of language model and text encoder, and stage 1, the contrast between
 * studies and sentences, which ends with the calibration of the thresholds.
 */
public final class Pretraining {

	/** Special tokens in the order of their ids; the first two are those of config.json. */
	private static final List<String> SPECIALS = List.of("<s>", "</s>", "<pad>", "<Img>", "</Img>", "<Clue>", "</Clue>");

	/** In their order. */
	static final List<String> STAGES = List.of("language", "text", "contrast");

	private Pretraining() {}

	/**
	 * Trains, or goes on where an interrupted run stopped.
	 *
	 * @param base model folder or recipe: what it lacks (tokenizer, weights) is made new
	 * @param run how, and the folder of the new model
	 */
	public static void run(final Path dataset, final Path base, final TrainingRun run, final Progress progress) {
		final Dataset studies = Dataset.open(dataset);
		final TrainingData data = TrainingData.of(studies, TargetText.REPORT, DiseaseFile.read(base.resolve(DiseaseFile.FILE_NAME)));
		final Path out = run.out();
		run.prepareFolder(base);
		if (!Files.exists(out.resolve(TrrgModel.TOKENIZER))) {
			final int size = JsonFields.read(out.resolve(TrrgModel.CONFIG)).requireObject("language").requireInt("vocab_size", 300, 1 << 20);
			BpeTrainer.train(TrainingData.texts(studies, data.training()), size, SPECIALS, out.resolve(TrrgModel.TOKENIZER));
		}
		final List<String> stages = STAGES.stream().filter(stage -> runs(run, stage, progress)).toList();
		final String first = STAGES.stream().filter(run::has).findFirst().orElseThrow(() -> new TrrgException("training.json of " + base +
			" has none of the stages " + String.join(", ", STAGES) + ". Add one."));
		try (TrrgModel model = open(base, run, run.settings(first).seed(), stages.contains("language"))) {
			final TrainingImages images = new TrainingImages(model.preprocessing());
			if (stages.contains("language")) {
				final StageSettings language = run.settings("language");
				run.train(model, new LanguageObjective(model, language, data, TrainingData.notes(studies, data.training()), TrainingData.notes(studies, data.heldOut())),
					language, progress);
			}
			if (stages.contains("text")) {
				final StageSettings text = run.settings("text");
				run.train(model, new TextObjective(model, text, data), text, progress);
			}
			if (stages.contains("contrast")) {
				final StageSettings contrast = run.settings("contrast");
				final Validation validation = new Validation(model, data.heldOut(), images);
				run.train(model, new ContrastObjective(model, contrast, data.training(), validation, images, null), contrast, progress);
				DiseaseFile.write(out.resolve(DiseaseFile.FILE_NAME), validation.calibrate(progress));
			}
			model.saveWeights(out);
		}
	}

	private static TrrgModel open(final Path base, final TrainingRun run, final long seed, final boolean language) {
		if (language) return TrrgModel.openForTraining(run.out(), run.device(), run.precision(), seed);
		return TrrgModel.openForTraining(run.out(), run.device(), run.precision(), seed, base);
	}

	/** A stage that the recipe lacks is left out, unless it was asked for. */
	private static boolean runs(final TrainingRun run, final String stage, final Progress progress) {
		if (!run.includes(stage)) return false;
		if (run.has(stage) || !run.stages().isEmpty()) return true;
		progress.update(-1, "The recipe has no stage " + stage + ": it is left out");
		return false;
	}
}
