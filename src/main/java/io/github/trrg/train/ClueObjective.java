package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.TrrgNetwork;

/**
 * Stage 2: the language model learns to write the report from visual tokens and clues; L = L_LM + λ L_consistency, λ of {@link LossSettings}. Most
 * studies are given the clues their report bears out, so that the language model learns to trust clues; the others those the image
 * encoder perceives, so that it learns what to expect of it [ours]. Vision, text encoder and perception stay as stage 1 left them. Of the
 * rest, what is asked for learns.
 */
final class ClueObjective implements Objective<ClueObjective.Batch>, AutoCloseable {

	private static final double TRUE_CLUES = 0.9;
	private static final double INDICATION = 0.5;
	/** How often the picture is hidden, so that the report cannot be learnt by heart from it. */
	private static final double HIDDEN = 0.5;

	/**
	 * @param studies of the batch
	 * @param pixels two views each
	 * @param trueClues whether a study is given its report's clues
	 * @param hidden whether the language model sees no visual tokens
	 * @param strengths how sure those clues are said to be
	 * @param indications shown to the model; now and then none
	 */
	record Batch(List<TrainingStudy> studies, List<float[]> pixels, boolean[] trueClues, boolean[] hidden,
		float[] strengths, List<String> indications) {}

	private final TrrgModel model;
	private final Trainable trained;
	private final StageSettings settings;
	private final List<TrainingStudy> training;
	private final TrainingImages images;
	private final ReportValidation validation;
	private final Augmentation augmentation;
	private final NDManager constants;
	private final TrrgModel.Prompts prompts;

	/** @param trained says whether clue modules, language model or both learn */
	ClueObjective(final TrrgModel model, final Trainable trained, final StageSettings settings, final List<TrainingStudy> training,
		final ReportValidation validation, final TrainingImages images)
	{
		this.model = model;
		this.trained = trained;
		this.settings = settings;
		final UnaryOperator<TrainingStudy> wording = settings.standard() ? new StandardWording(training)::reword : UnaryOperator.identity();
		// Studies with findings come twice, as most have none.
		this.training = training.stream().filter(study -> !study.target().isBlank()).map(wording).flatMap(study -> Collections.nCopies(study.isAbnormal() ? 2 : 1,
			study).stream()).toList();
		this.images = images;
		this.validation = validation;
		augmentation = new Augmentation(settings.augment());
		constants = Torch.newManager(model.parameters().device());
		Torch.setGradients(false);
		prompts = model.embedPrompts(constants);
		Torch.setGradients(true);
	}

	@Override
	public String name() {
		return "clues";
	}

	@Override
	public int size() {
		return training.size();
	}

	@Override
	public boolean trains(final String parameter) {
		if (parameter.startsWith("language.")) return trained.language();
		return trained.clues() && !ContrastObjective.isPerception(parameter);
	}

	@Override
	public Batch prepare(final int[] items, final double done, final long seed) {
		final Random random = new Random(seed);
		final List<TrainingStudy> studies = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		final List<String> indications = new ArrayList<>();
		final boolean[] trueClues = new boolean[items.length];
		final boolean[] hidden = new boolean[items.length];
		final float[] strengths = new float[items.length * model.diseases().size()];
		for (int i = 0; i < items.length; i++) {
			final TrainingStudy study = training.get(items[i]);
			studies.add(study);
			images.pair(study, augmentation, model.preprocessing().size(), random).forEach(shot -> pixels.add(shot.pixels()));
			indications.add(random.nextDouble() < INDICATION ? study.indication() : "");
			trueClues[i] = random.nextDouble() < TRUE_CLUES;
			hidden[i] = random.nextDouble() < HIDDEN;
		}
		for (int i = 0; i < strengths.length; i++)
			strengths[i] = 0.5f + 0.5f * random.nextFloat();
		return new Batch(studies, pixels, trueClues, hidden, strengths, indications);
	}

	@Override
	public NDArray loss(final NDManager step, final Batch batch) {
		final int studies = batch.studies.size();
		final int diseases = model.diseases().size();
		final TrrgNetwork network = model.network();
		Torch.setGradients(false);
		final TrrgModel.Prompts texts = prompts.in(step);
		final NDArray tokens = network.encodeViews(model.pixels(step, batch.pixels), 2, false); // (B, N, D)
		final NDArray mask = step.ones(new Shape(studies, tokens.getShape().get(1)));
		final float[] perceived = network.perception().perceive(network.perception().project(tokens), mask, texts.positive(), texts.negative()).logits()
			.toFloatArray();
		Torch.setGradients(true);
		for (int i = 0; i < perceived.length; i++)
			perceived[i] = (float) (1 / (1 + Math.exp(-perceived[i])));
		final Shape shape = new Shape(studies, diseases);
		final float[] strengths = perceived.clone();
		final float[] selected = new float[perceived.length];
		final float[] present = new float[perceived.length];
		final List<List<Integer>> clues = new ArrayList<>();
		for (int i = 0; i < studies; i++) {
			final List<Integer> chosen = chosen(batch, i, perceived);
			for (int k = 0; k < diseases; k++)
				present[i * diseases + k] = (float) TrainingStudy.presence(model.diseases().get(k), batch.studies.get(i).labels());
			for (final int k : chosen) {
				selected[i * diseases + k] = 1;
				if (batch.trueClues[i]) strengths[i * diseases + k] = batch.strengths[i * diseases + k];
			}
			clues.add(chosen);
		}
		final TrrgNetwork.SoftTokens soft = network.softTokens(tokens, step.ones(new Shape(studies, 2)), texts.positive(), step.create(strengths, shape),
			step.create(selected, shape));
		final TokenBatch sequences = sequences(batch, clues, (int) soft.visual().getShape().get(1));
		final Llama language = network.language();
		final NDArray hidden = sequences.hidden(step, language, network.mix(sequences.codes(), TrrgNetwork.bank(soft)), (float) settings.dropout()); // (B, T, H)
		final NDArray loss = sequences.loss(step, language, hidden);
		if (settings.loss().consistency() == 0) return loss;
		final NDArray said = network.reportLogits(sequences.pooled(step, hidden), texts.positive(), texts.negative()); // (B, K)
		return loss.add(Torch.times(consistency(soft, said, step.create(present, shape), step.create(perceived, shape)), settings.loss().consistency()));
	}

	/** What clue states and report states say against the report's labels, and report states against what is perceived. All but the first (B, K). */
	private NDArray consistency(final TrrgNetwork.SoftTokens soft, final NDArray said, final NDArray present, final NDArray perceived) {
		final NDArray agreement = binaryLoss(said, present).add(Kernels.run("bernoulli_divergence", said, perceived));
		return soft.clueStates() == null ? agreement : binaryLoss(model.network().clueLogits(soft.clueStates()), present).add(agreement);
	}

	private static NDArray binaryLoss(final NDArray logits, final NDArray targets) {
		return Kernels.run("binary_cross_entropy", logits, targets, targets.onesLike());
	}

	private List<Integer> chosen(final Batch batch, final int study, final float[] perceived) {
		if (batch.trueClues[study]) return batch.studies.get(study).clues(model.diseases());
		final double[] scores = new double[model.diseases().size()];
		for (int k = 0; k < scores.length; k++)
			scores[k] = perceived[study * scores.length + k];
		return Disease.select(model.diseases(), scores);
	}

	private TokenBatch sequences(final Batch batch, final List<List<Integer>> clues, final int visualTokens) {
		final List<TokenSequence> rows = new ArrayList<>();
		for (int i = 0; i < clues.size(); i++)
			rows.add(TokenSequence.report(model, model.layout(visualTokens, clues.get(i), batch.indications.get(i)), batch.studies.get(i).target()));
		final TokenBatch sequences = new TokenBatch(rows);
		for (int i = 0; i < rows.size(); i++)
			if (batch.hidden[i]) sequences.hide(i, visualTokens);
		return sequences;
	}

	@Override
	public HeldOutScores validate(final Progress progress) {
		return validation.score(progress);
	}

	@Override
	public void close() {
		constants.close();
	}
}
