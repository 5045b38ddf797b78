package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.Progress;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Llama;

/**
 * The language model's first training: next-token prediction on impressions and indications, and on reports that follow a prompt with
 * the names of their findings but no picture. The second is where it learns that the clues decide what a report says; studies with
 * findings come more often, as most have none.
 */
final class LanguageObjective implements Objective<TokenBatch> {

	/** Tokens of a sequence without a prompt. */
	private static final int LENGTH = 64;
	private static final int COPIES = 3;
	private static final double INDICATION = 0.5;

	private final TrrgModel model;
	private final float dropout;
	private final int batch;
	private final List<TokenSequence> training;
	private final List<TokenSequence> heldOut;

	/** @param data the studies @param training other texts of the training studies @param heldOut and of those held out */
	LanguageObjective(final TrrgModel model, final StageSettings settings, final TrainingData data, final List<String> training, final List<String> heldOut) {
		this.model = model;
		this.dropout = (float) settings.dropout();
		this.batch = settings.batch();
		this.training = sequences(data.training(), training);
		this.heldOut = sequences(data.heldOut(), heldOut);
	}

	private List<TokenSequence> sequences(final List<TrainingStudy> studies, final List<String> texts) {
		final List<TokenSequence> sequences = new ArrayList<>(packed(texts));
		final Random random = new Random(0);
		for (final TrainingStudy study : studies)
			for (int copy = 0; copy < (study.isAbnormal() ? COPIES : 1) && !study.target().isBlank(); copy++)
				sequences.add(TokenSequence.report(model, words(study, random.nextDouble() < INDICATION ? study.indication() : ""), study.target()));
		return sequences;
	}

	/** The prompt without its soft tokens. */
	private long[] words(final TrainingStudy study, final String indication) {
		return Arrays.stream(model.layout(0, study.clues(model.diseases()), indication)).filter(code -> code >= 0).toArray();
	}

	/** Texts one after the other in sequences of one length: padding short ones would cost four times as much. */
	private List<TokenSequence> packed(final List<String> texts) {
		final List<String> shuffled = new ArrayList<>(texts);
		Collections.shuffle(shuffled, new Random(0));
		final List<Integer> stream = new ArrayList<>();
		for (final String text : shuffled) {
			model.begin().ifPresent(stream::add);
			for (final int id : model.tokenizer().encode(text))
				stream.add(id);
			stream.add(model.end());
		}
		final int length = Math.min(LENGTH, model.languageConfig().maxPositions());
		final List<TokenSequence> sequences = new ArrayList<>();
		for (int from = 0; from + 1 < stream.size(); from += length)
			sequences.add(TokenSequence.text(stream.subList(from, Math.min(stream.size(), from + length))));
		return sequences;
	}

	@Override
	public String name() {
		return "language";
	}

	@Override
	public int size() {
		return training.size();
	}

	@Override
	public boolean trains(final String parameter) {
		return parameter.startsWith("language.");
	}

	@Override
	public TokenBatch prepare(final int[] items, final double done, final long seed) {
		return new TokenBatch(Arrays.stream(items).mapToObj(training::get).toList());
	}

	@Override
	public NDArray loss(final NDManager step, final TokenBatch sequences) {
		return loss(step, sequences, dropout);
	}

	private NDArray loss(final NDManager step, final TokenBatch sequences, final float rate) {
		final Llama language = model.network().language();
		return sequences.loss(step, language, sequences.hidden(step, language, language.embed(step.create(sequences.codes())), rate));
	}

	/** By the mean loss per batch. */
	@Override
	public HeldOutScores validate(final Progress progress) {
		return HeldOutLoss.score(model.parameters(), heldOut, batch, (step, rows) -> loss(step, new TokenBatch(rows), 0), progress);
	}
}
