package io.github.trrg.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Kernels;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.SentenceLabels;

/**
 * The text encoder's first training: the sentences of the training reports, labelled by the rule-based labeler, are told apart by the
 * prompts of the diseases [ours]. To a new text encoder "pleural effusion" and "no pleural effusion" look alike, and the contrast with
 * images would spend its first epochs on that: held-out AUROC after one epoch was .55 without this stage, .65 with it.
 */
final class TextObjective implements Objective<List<SentenceLabels>> {

	/** What a sentence says about one disease counts more if it affirms it, less if it does not speak of it. */
	private static final Map<Label, Float> WEIGHTS = Map.of(Label.POSITIVE, 2f, Label.UNCERTAIN, 2f, Label.NEGATIVE, 1f, Label.BLANK, 0.2f);

	private final TrrgModel model;
	private final int batch;
	private final List<SentenceLabels> training;
	private final List<SentenceLabels> heldOut;
	/** Training sentences that affirm a finding, by finding. */
	private final List<List<SentenceLabels>> affirming;

	TextObjective(final TrrgModel model, final StageSettings settings, final TrainingData data) {
		this.model = model;
		batch = settings.batch();
		training = sentences(data.training());
		heldOut = sentences(data.heldOut());
		final Map<Finding, List<SentenceLabels>> byFinding = new EnumMap<>(Finding.class);
		for (final SentenceLabels sentence : training)
			sentence.labels().forEach((finding, label) -> {
				if (label == Label.POSITIVE) byFinding.computeIfAbsent(finding, key -> new ArrayList<>()).add(sentence);
			});
		affirming = List.copyOf(byFinding.values());
	}

	/** Each sentence once, however many reports have it. */
	private static List<SentenceLabels> sentences(final List<TrainingStudy> studies) {
		final Map<String, SentenceLabels> distinct = new LinkedHashMap<>();
		studies.forEach(study -> study.sentences().forEach(sentence -> distinct.putIfAbsent(sentence.sentence(), sentence)));
		return List.copyOf(distinct.values());
	}

	@Override
	public String name() {
		return "text";
	}

	@Override
	public int size() {
		return training.size();
	}

	@Override
	public boolean trains(final String parameter) {
		return parameter.startsWith("text.") || parameter.startsWith("text_projection.");
	}

	/** The sentences of the step, and as many drawn evenly from all findings, since most sentences affirm none. */
	@Override
	public List<SentenceLabels> prepare(final int[] items, final double done, final long seed) {
		final Random random = new Random(seed);
		final List<SentenceLabels> sentences = new ArrayList<>();
		for (final int item : items) {
			sentences.add(training.get(item));
			if (affirming.isEmpty()) continue;
			final List<SentenceLabels> ofFinding = affirming.get(random.nextInt(affirming.size()));
			sentences.add(ofFinding.get(random.nextInt(ofFinding.size())));
		}
		return sentences;
	}

	@Override
	public NDArray loss(final NDManager step, final List<SentenceLabels> sentences) {
		final int diseases = model.diseases().size();
		final float[] targets = new float[sentences.size() * diseases];
		final float[] weights = new float[targets.length];
		for (int i = 0; i < targets.length; i++) {
			final Optional<Finding> finding = Finding.of(model.diseases().get(i % diseases).name());
			if (finding.isEmpty()) continue; // the labeler cannot tell
			final Label label = sentences.get(i / diseases).label(finding.get());
			targets[i] = label == Label.POSITIVE || label == Label.UNCERTAIN ? 1 : 0;
			weights[i] = WEIGHTS.get(label);
		}
		final TrrgModel.Prompts prompts = model.embedPrompts(step);
		final NDArray embedded = model.embedTexts(step, sentences.stream().map(sentence -> model.encodeText(sentence.sentence())).toList()); // (M, E)
		final NDArray logits = embedded.matMul(prompts.positive().sub(prompts.negative()).transpose()).mul(model.network().perception().scale(step)); // (M, K)
		final Shape shape = logits.getShape();
		return Kernels.run("binary_cross_entropy", logits, step.create(targets, shape), step.create(weights, shape));
	}

	/** By the mean loss per batch of held-out sentences. */
	@Override
	public HeldOutScores validate(final Progress progress) {
		return HeldOutLoss.score(model.parameters(), heldOut, batch, this::loss, progress);
	}
}
