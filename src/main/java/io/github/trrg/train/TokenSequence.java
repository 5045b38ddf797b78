package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.SentenceLabels;

/**
 * A sequence for the language model to learn.
 *
 * @param codes token ids, and negative codes of soft tokens; see {@link io.github.trrg.nn.TrrgNetwork#mix}
 * @param weights how much each position counts as something to be written; 0 for what is given
 */
record TokenSequence(long[] codes, float[] weights) {

	/** Weight of the sentences that affirm a finding [ours]: they are few, and what a report is read for. */
	private static final float AFFIRMED = 3;
	private static final FindingLabeler LABELER = new FindingLabeler();

	/** A text without a prompt. */
	static TokenSequence text(final List<Integer> ids) {
		final float[] weights = new float[ids.size()];
		Arrays.fill(weights, 1, weights.length, 1);
		return new TokenSequence(ids.stream().mapToLong(id -> id).toArray(), weights);
	}

	/** A prompt and the report to be written after it, cut where the language model ends. */
	static TokenSequence report(final TrrgModel model, final long[] prompt, final String report) {
		final List<Long> codes = new ArrayList<>();
		final List<Float> weights = new ArrayList<>();
		for (final long code : prompt)
			add(codes, weights, code, 0);
		for (final SentenceLabels sentence : LABELER.labelSentences(report))
			for (final int id : model.tokenizer().encode(" " + sentence.sentence()))
				add(codes, weights, id, affirms(sentence) ? AFFIRMED : 1);
		add(codes, weights, model.end(), 1);
		final int length = Math.min(codes.size(), model.languageConfig().maxPositions());
		final float[] cut = new float[length];
		for (int t = 0; t < length; t++)
			cut[t] = weights.get(t);
		return new TokenSequence(codes.stream().limit(length).mapToLong(Long::longValue).toArray(), cut);
	}

	private static void add(final List<Long> codes, final List<Float> weights, final long code, final float weight) {
		codes.add(code);
		weights.add(weight);
	}

	private static boolean affirms(final SentenceLabels sentence) {
		return Arrays.stream(Finding.values()).filter(finding -> finding != Finding.NO_FINDING).map(sentence::label)
			.anyMatch(label -> label == Label.POSITIVE || label == Label.UNCERTAIN);
	}
}
