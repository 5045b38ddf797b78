package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Kernels;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.DiseasePerception;
import io.github.trrg.nn.TrrgNetwork;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.SentenceLabels;
import io.github.trrg.engine.Torch;

/**
 * Stage 1: contrast between studies and sentences. Since many studies share a finding, a sentence is a positive for every study
 * it is true of (soft targets by labels, after MedCLIP, Wang et al. 2022), unless {@link LossSettings} ask for hard targets: then of its own study
 * only. The prompts of the diseases take part as sentences: the positive prompt against the negative one, for each study and each of its views.
 * Negated and normal sentences are sampled less, not removed: "no X" stays usable.
 */
final class ContrastObjective implements Objective<ContrastObjective.Batch> {

	private static final int SENTENCES = 2;
	private static final float PROMPT_WEIGHT = 6;
	private static final float REGION_WEIGHT = 0.3f;
	private static final double HEAVIEST = 5;

	/**
	 * @param pixels two views per study
	 * @param sentences token ids
	 * @param truth (studies, sentences): 1 if the sentence is true of the study
	 * @param targets (studies, K): presence of each disease
	 * @param counts (studies, K): 1 if a target is known, else 0
	 * @param regions (two views per study, K, patches): how much of a patch lies in a region; null if none are wanted
	 */
	record Batch(List<float[]> pixels, List<int[]> sentences, float[][] truth, float[] targets, float[] counts, float[] regions) {}

	private final TrrgModel model;
	private final List<TrainingStudy> training;
	private final Validation validation;
	private final TrainingImages images;
	private final Tuning tuning;
	private final Augmentation augmentation;
	private final double coarse;
	private final float dropout;
	private final LossSettings loss;
	private final float[] weights;
	private final Map<String, int[]> tokens = new HashMap<>();

	/** @param tuning null for a new model */
	ContrastObjective(final TrrgModel model, final StageSettings settings, final List<TrainingStudy> training, final Validation validation,
		final TrainingImages images, final Tuning tuning)
	{
		this.model = model;
		this.training = training;
		this.validation = validation;
		this.images = images;
		this.tuning = tuning;
		augmentation = new Augmentation(settings.augment());
		coarse = settings.coarse();
		dropout = (float) settings.dropout();
		loss = settings.loss();
		weights = positiveWeights();
		training.forEach(study -> study.sentences().forEach(sentence -> tokens.computeIfAbsent(sentence.sentence(), model::encodeText)));
	}

	/** Rare diseases count more: √(absent / present), at most {@link #HEAVIEST}. */
	private float[] positiveWeights() {
		final List<Disease> diseases = model.diseases();
		final float[] result = new float[diseases.size()];
		for (int k = 0; k < result.length; k++) {
			final Disease disease = diseases.get(k);
			final double present = training.stream().mapToDouble(study -> TrainingStudy.presence(disease, study.evidence())).sum() + 1;
			final long known = training.stream().filter(study -> study.knows(disease)).count();
			result[k] = (float) Math.min(HEAVIEST, Math.sqrt(Math.max(1, known / present)));
		}
		return result;
	}

	@Override
	public String name() {
		return "contrast";
	}

	@Override
	public int size() {
		return training.size();
	}

	@Override
	public boolean trains(final String parameter) {
		return isPerception(parameter);
	}

	static boolean isPerception(final String parameter) {
		return parameter.startsWith("vision.") || parameter.startsWith("text.") || parameter.startsWith("text_projection.") || parameter.startsWith("perception.");
	}

	@Override
	public Batch prepare(final int[] items, final double done, final long seed) {
		final Random random = new Random(seed);
		final int side = model.preprocessing().size() * (done < coarse / 2 ? 4 : done < coarse ? 5 : 7) / 7;
		final List<float[]> pixels = new ArrayList<>();
		final List<int[]> sentences = new ArrayList<>();
		final List<SentenceLabels> chosen = new ArrayList<>();
		final List<Integer> owners = new ArrayList<>();
		final int diseases = model.diseases().size();
		final float[] targets = new float[items.length * diseases];
		final float[] counts = new float[targets.length];
		final List<float[]> regions = new ArrayList<>();
		for (int i = 0; i < items.length; i++) {
			final TrainingStudy study = training.get(items[i]);
			for (final TrainingImages.Shot shot : images.pair(study, augmentation, side, random)) {
				pixels.add(shot.pixels());
				if (tuning != null && tuning.regions() != null) regions.add(tuning.regions().patches(study, shot, side));
			}
			for (final SentenceLabels sentence : sample(study.sentences(), loss.negated(), random)) {
				sentences.add(tokens.get(sentence.sentence()));
				chosen.add(sentence);
				owners.add(i);
			}
			for (int k = 0; k < diseases; k++) {
				final boolean known = study.knows(model.diseases().get(k));
				counts[i * diseases + k] = known || tuning != null ? 1 : 0;
				targets[i * diseases + k] = (float) (known || tuning == null ? TrainingStudy.presence(model.diseases().get(k), study.evidence())
					: tuning.beliefs()[items[i]][k]);
			}
		}
		final float[][] truth = new float[items.length][chosen.size()];
		for (int i = 0; i < items.length; i++)
			for (int j = 0; j < chosen.size(); j++)
				truth[i][j] = owners.get(j) == i ? 1 : loss.hard() ? 0 : truth(chosen.get(j), training.get(items[i]));
		return new Batch(pixels, sentences, truth, targets, counts, regions.isEmpty() ? null : joined(regions));
	}

	private static float[] joined(final List<float[]> parts) {
		final float[] all = new float[parts.size() * parts.get(0).length];
		for (int i = 0; i < parts.size(); i++)
			System.arraycopy(parts.get(i), 0, all, i * parts.get(0).length, parts.get(0).length);
		return all;
	}

	/** Whether a sentence of another study is true of this one: the share of its statements that the study's labels bear out. */
	private static float truth(final SentenceLabels sentence, final TrainingStudy study) {
		int agree = 0;
		int all = 0;
		for (final Finding finding : Finding.values()) {
			final Label said = sentence.labels().getOrDefault(finding, Label.BLANK);
			if (said == Label.BLANK) continue;
			final Label found = study.evidence().getOrDefault(finding.diseaseName(), Label.BLANK);
			all++;
			final boolean present = found == Label.POSITIVE || found == Label.UNCERTAIN;
			if (said == Label.NEGATIVE ? !present : present) agree++;
		}
		return all > 0 && agree == all ? 1 : 0;
	}

	/** @param negated how likely a negated or normal sentence is taken, relative to one that affirms something */
	private static List<SentenceLabels> sample(final List<SentenceLabels> sentences, final double negated, final Random random) {
		final List<SentenceLabels> rest = new ArrayList<>(sentences);
		if (negated == 0) rest.removeIf(sentence -> !affirms(sentence));
		final List<SentenceLabels> sample = new ArrayList<>();
		while (sample.size() < SENTENCES && !rest.isEmpty()) {
			final double[] weights = rest.stream().mapToDouble(sentence -> affirms(sentence) ? 1 : negated).toArray();
			double at = random.nextDouble() * Arrays.stream(weights).sum();
			int i = 0;
			while (i + 1 < weights.length && (at -= weights[i]) > 0)
				i++;
			sample.add(rest.remove(i));
		}
		return sample;
	}

	private static boolean affirms(final SentenceLabels sentence) {
		final EnumMap<Finding, Label> affirmed = new EnumMap<>(Finding.class);
		affirmed.putAll(sentence.labels());
		affirmed.remove(Finding.NO_FINDING);
		return affirmed.containsValue(Label.POSITIVE) || affirmed.containsValue(Label.UNCERTAIN);
	}

	@Override
	public NDArray loss(final NDManager step, final Batch batch) {
		final int studies = batch.truth.length;
		final int diseases = model.diseases().size();
		final TrrgNetwork network = model.network();
		final DiseasePerception perception = network.perception();
		final NDArray tokens = network.encodeViews(model.pixels(step, batch.pixels), 2, tuning == null); // (B, N, D)
		final NDArray patches = perception.project(tokens.mul(keptChannels(step, tokens.getShape()))); // (B, N, E)
		final NDArray mask = step.ones(new Shape(studies, patches.getShape().get(1)));
		final TrrgModel.Prompts prompts = model.embedPrompts(step);
		final NDArray logits = perception.perceive(patches, mask, prompts.positive(), prompts.negative()).logits(); // (B, K)
		final NDArray eachView = patches.reshape(2L * studies, -1, patches.getShape().get(2)); // (2 B, P, E)
		final DiseasePerception.Result views = perception.perceive(eachView, mask.reshape(2L * studies, -1), prompts.positive(), prompts.negative()); // (2 B, K)
		final NDArray targets = step.create(batch.targets, new Shape(studies, 1, diseases)).broadcast(new Shape(studies, 3, diseases));
		final NDArray known = step.create(batch.counts, new Shape(studies, 1, diseases));
		final NDArray weight = targets.mul(step.create(weights).sub(1)).add(1).mul(known); // (B, 3, K)
		final NDArray all = NDArrays.concat(new NDList(logits.expandDims(1), views.logits().reshape(studies, 2, diseases)), 1); // (B, 3, K): both views, each view
		final NDArray aligned = batch.regions == null ? null : RegionLoss.loss(step, eachView, views.attention(), prompts, batch.regions);
		final NDArray presence = Torch.times(Kernels.run("binary_cross_entropy", all, targets, weight), PROMPT_WEIGHT);
		final NDArray promptLoss = aligned == null ? presence : presence.add(Torch.times(aligned, REGION_WEIGHT));
		if (batch.sentences.isEmpty()) return promptLoss;
		final NDArray sentences = model.embedTexts(step, batch.sentences); // (M, E)
		final NDArray similarity = perception.match(patches, mask, sentences).similarity().mul(perception.scale(step)); // (B, M)
		final NDArray byStudy = Kernels.run("soft_cross_entropy", similarity, rows(step, batch.truth, false));
		final NDArray bySentence = Kernels.run("soft_cross_entropy", similarity.transpose(), rows(step, batch.truth, true));
		return Torch.times(byStudy.add(bySentence), 0.5).add(promptLoss);
	}

	/** Dropout of whole channels of a study's tokens (B, N, D): as (B, 1, D), 0 or 1 / (1 − rate). */
	private NDArray keptChannels(final NDManager step, final Shape tokens) {
		final NDArray ones = step.ones(new Shape(tokens.get(0), 1, tokens.get(2)));
		return dropout == 0 ? ones : Dropout.dropout(ones, dropout, true).singletonOrThrow();
	}

	/** Each row divided by its sum; a row without truth counts nothing. */
	private static NDArray rows(final NDManager manager, final float[][] truth, final boolean transposed) {
		final int rows = transposed ? truth[0].length : truth.length;
		final int columns = transposed ? truth.length : truth[0].length;
		final float[] values = new float[rows * columns];
		for (int r = 0; r < rows; r++) {
			float sum = 0;
			for (int c = 0; c < columns; c++)
				sum += transposed ? truth[c][r] : truth[r][c];
			for (int c = 0; c < columns && sum > 0; c++)
				values[r * columns + c] = (transposed ? truth[c][r] : truth[r][c]) / sum;
		}
		return manager.create(values, new Shape(rows, columns));
	}

	@Override
	public HeldOutScores validate(final Progress progress) {
		return validation.score(progress);
	}
}
