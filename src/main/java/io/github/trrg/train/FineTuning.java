package io.github.trrg.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.model.DiseaseFile;
import io.github.trrg.model.Tokenizer;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.study.Preprocessing;

/**
 * Trains a model on: perception on the user's studies, and clue-conditioned report writing (stage 2). Sparing with small data sets: see
 * {@link Trainable} and {@link TuningPreset}.
 */
public final class FineTuning {

	/** Scores of the base. */
	private static final String BEFORE = "before.json";
	/** Of the paper's closest open relative, R2GenGPT. */
	private static final int RANK = 16;
	/** Updates that small data sets get, and their learning rates, relative to the recipe's: an adapter has few weights to move [ours]. */
	private static final int PERCEPTION_UPDATES = 200;
	private static final int WRITING_UPDATES = 150;
	private static final double PERCEPTION_RATE = 2 / 3.0;
	private static final double WRITING_RATE = 2.5;

	/** Parts of what was learnt that are tried instead of all; for reports, which take long to write, fewer. */
	private static final double[] PARTS = { 0, 0.25, 0.5, 0.75 };
	private static final double[] NOTHING = { 0 };

	private final TrainingData data;
	private final FineTuningPlan plan;
	private final Trainable trained;
	private final TrainingRun run;
	private final Progress progress;
	private final Path out;
	private final TrainingImages images;

	private FineTuning(final TrainingData data, final FineTuningPlan plan, final Trainable trained, final TrainingRun run, final Preprocessing preprocessing,
		final Progress progress)
	{
		this.data = data;
		this.plan = plan;
		this.trained = trained;
		this.run = run;
		this.progress = progress;
		out = run.out();
		images = new TrainingImages(preprocessing);
	}

	/**
	 * Trains, or goes on where an interrupted run stopped.
	 *
	 * @param base pre-trained model folder
	 * @param plan what to train, and on what
	 * @param run where, how long, and the folder of the new model
	 * @throws TrrgException if the data set has too few studies or none that teaches what is asked for
	 */
	public static FineTuned run(final Path dataset, final Path base, final FineTuningPlan plan, final TrainingRun run, final Progress progress) {
		final List<Disease> known = DiseaseFile.read(base.resolve(DiseaseFile.FILE_NAME));
		final List<Disease> diseases = Disease.join(known, plan.diseases());
		final TrainingData data = TrainingData.of(Dataset.open(dataset), plan.target(), diseases);
		final Trainable trained = trained(plan, data, diseases.size() > known.size());
		final FineTuning tuning = new FineTuning(data, plan, trained, run, Preprocessing.read(base.resolve(Preprocessing.FILE_NAME)), progress);
		progress.update(-1, "Training " + trained + ", on " + data.training().size() + " studies; " + data.heldOut().size() + " are held out");
		run.prepareFolder(base);
		tuning.prepare(base, diseases);
		return tuning.train(base);
	}

	private static Trainable trained(final FineTuningPlan plan, final TrainingData data, final boolean newDiseases) {
		final boolean texts = data.training().stream().anyMatch(study -> !study.target().isBlank());
		final Trainable trained = plan.trains().forStudies(data.training().size(), newDiseases, texts);
		if (!texts && trained != Trainable.PERCEPTION) throw new TrrgException("No study of the data set has the text to learn from, \"" + plan.target().title() +
			"\". Choose another text, or train perception only.");
		return trained;
	}

	/**
	 * Makes a copy of the base what is to be trained: with all diseases, an adapter if one learns, and reports as long as the targets. A
	 * resumed run writes the same again.
	 */
	private void prepare(final Path base, final List<Disease> diseases) {
		DiseaseFile.write(out.resolve(DiseaseFile.FILE_NAME), diseases);
		final JsonObject config = JsonFields.read(base.resolve(TrrgModel.CONFIG)).json();
		if (trained.language() && data.training().size() < Trainable.WHOLE_LANGUAGE_MODEL && !config.has("lora")) {
			final JsonObject lora = new JsonObject();
			lora.addProperty("r", RANK);
			lora.addProperty("lora_alpha", RANK);
			config.add("lora", lora);
		}
		JsonText.write(out.resolve(TrrgModel.CONFIG), config);
		if (trained != Trainable.PERCEPTION) try (Tokenizer tokenizer = Tokenizer.open(base.resolve(TrrgModel.TOKENIZER))) {
			JsonText.write(out.resolve(TrrgModel.GENERATION), TuningPreset.lengths(generation(base), data.training(), tokenizer).toJson());
		}
	}

	private static GenerationSettings generation(final Path folder) {
		final Path file = folder.resolve(TrrgModel.GENERATION);
		return Files.exists(file) ? GenerationSettings.fromJson(JsonFields.read(file)) : GenerationSettings.defaults();
	}

	private FineTuned train(final Path base) {
		final Map<String, Double> before;
		try (TrrgModel model = open(base)) {
			before = before(model, base);
			if (trained.perception()) teachPerception(model, base);
		}
		// Anew: writing is learnt with the thresholds that perception has now.
		try (TrrgModel model = open(base)) {
			if (trained != Trainable.PERCEPTION) teachWriting(model, base);
			progress.update(1, "Looking at held-out studies after training");
			final Map<String, Double> after = scores(model, model.generation()).named();
			model.saveWeights(out);
			return new FineTuned(trained, data.training().size(), data.heldOut().size(), before, after);
		}
	}

	private TrrgModel open(final Path base) {
		final long seed = run.settings("clues").seed();
		final boolean whole = trained.language() && !JsonFields.read(out.resolve(TrrgModel.CONFIG)).has("lora");
		if (whole) return TrrgModel.openForTraining(out, run.device(), run.precision(), seed);
		return TrrgModel.openForTraining(out, run.device(), run.precision(), seed, base);
	}

	private void teachPerception(final TrrgModel model, final Path base) {
		final StageSettings settings = settings("contrast", PERCEPTION_UPDATES, PERCEPTION_RATE);
		final Validation validation = new Validation(model, data.heldOut(), images);
		final Tuning tuning = new Tuning(new Validation(model, data.training(), images).probabilities(progress), plan.regions() == null ? null
			: new RegionLoss(model, plan.regions()));
		// Scores do not tell what maps gain by regions: then less than all must be better, not as good.
		final boolean drawn = plan.regions() != null && data.training().stream().anyMatch(study -> !study.regions().isEmpty());
		teach(trained == Trainable.PERCEPTION ? run : run.inHalfTheTime(), model, base, new ContrastObjective(model, settings, data.training(), validation, images,
			tuning), settings, drawn ? 0 : validation.slack(), PARTS);
		DiseaseFile.write(out.resolve(DiseaseFile.FILE_NAME), validation.calibrate(progress));
		model.saveWeights(out);
	}

	private void teachWriting(final TrrgModel model, final Path base) {
		final StageSettings settings = settings("clues", WRITING_UPDATES, WRITING_RATE);
		final ReportValidation validation = new ReportValidation(model, data.heldOut(), model.generation());
		try (ClueObjective objective = new ClueObjective(model, trained, settings, data.training(), validation, images)) {
			teach(run, model, base, objective, settings, 0, NOTHING);
		}
	}

	private void teach(final TrainingRun within, final TrrgModel model, final Path base, final Objective<?> objective, final StageSettings settings,
		final double slack, final double... parts)
	{
		final double score = within.train(model, objective, settings, progress);
		if (data.training().size() < Trainable.WHOLE_LANGUAGE_MODEL && Weights.exist(base)) Blend.least(model, base, objective, score, parts, slack, progress);
	}

	private StageSettings settings(final String stage, final int updates, final double rate) {
		return TuningPreset.of(run.settings(stage), data.training().size(), updates, rate, run.epochs());
	}

	/** Kept, as an interrupted run cannot tell later. */
	@SuppressWarnings("unchecked")
	private Map<String, Double> before(final TrrgModel model, final Path base) {
		final Path file = out.resolve(TrainingRun.CHECKPOINTS).resolve(BEFORE);
		if (Files.exists(file)) return new Gson().fromJson(JsonFields.read(file).json(), LinkedHashMap.class);
		progress.update(0, "Looking at held-out studies before training");
		final HeldOutScores before = scores(model, generation(base));
		TrainingWatch.of(progress).validated(new TrainingEpoch("", 0, Double.NaN, false, before));
		JsonText.write(file, new Gson().toJsonTree(before.named()).getAsJsonObject());
		return before.named();
	}

	private HeldOutScores scores(final TrrgModel model, final GenerationSettings generation) {
		final Map<String, Double> named = new LinkedHashMap<>(new Validation(model, data.heldOut(), images).score(progress).named());
		if (trained == Trainable.PERCEPTION) return new HeldOutScores(0, named, List.of());
		final HeldOutScores writing = new ReportValidation(model, data.heldOut(), generation).score(progress);
		named.putAll(writing.named());
		return new HeldOutScores(0, named, writing.reports());
	}
}
