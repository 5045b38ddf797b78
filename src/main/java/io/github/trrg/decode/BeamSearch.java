package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

import io.github.trrg.decode.Generation.Finish;

/**
 * Beam search with the rules of Hugging Face's {@code generate} (4.48, {@code early_stopping} false); of the texts it ends with, the one with
 * the fewest {@link Prompt#faults} is taken [ours].
 */
final class BeamSearch implements Search {

	/** A possible next token of a live text. */
	private record Candidate(int row, int token, double logProbability) {

		/** Best first; ties by row, then by token, so that results repeat. */
		static final Comparator<Candidate> BEST = Comparator.comparingDouble((Candidate c) -> -c.logProbability).thenComparingInt(Candidate::row)
			.thenComparingInt(Candidate::token);
	}

	/** An ended text. */
	private record Ended(Hypothesis text, double score, Finish finish) {}

	private final Rules rules;
	private final int beams;
	private final ToIntFunction<String> faults;
	private List<Hypothesis> live = List.of(Hypothesis.EMPTY);
	private final List<Ended> ended = new ArrayList<>();

	BeamSearch(final Rules rules, final ToIntFunction<String> faults) {
		this.rules = rules;
		this.faults = faults;
		beams = rules.settings().beams();
	}

	@Override
	public void advance(final List<float[]> logits, final List<float[]> attention) {
		final List<Candidate> candidates = candidates(logits);
		if (candidates.isEmpty() && ended.isEmpty()) throw Rules.nothingLeft();
		final int length = live.get(0).length() + 1; // of all texts after this step, the end token included
		final List<Hypothesis> next = new ArrayList<>();
		for (int rank = 0; rank < candidates.size() && next.size() < beams; rank++) {
			final Candidate candidate = candidates.get(rank);
			final Hypothesis parent = live.get(candidate.row);
			final double total = candidate.logProbability;
			final boolean end = rules.isEnd(candidate.token);
			final Hypothesis text = end ? parent : parent.plus(candidate.token, total, attention.get(candidate.row), candidate.row);
			// An end counts only among the best candidates.
			if (end || rules.isStopped(text)) {
				if (rank < beams) end(text, total, length, end ? Finish.END : Finish.STOP);
			}
			else next.add(text);
		}
		if (candidates.isEmpty() || isDone(candidates.get(0), length)) live = List.of();
		else if (length == rules.settings().maxLength()) {
			next.forEach(text -> end(text, text.logProbability(), length, Finish.LENGTH));
			live = List.of();
		}
		else live = next;
	}

	/** The best candidates, twice as many as beams (more with several end tokens), so that enough of them go on. */
	private List<Candidate> candidates(final List<float[]> logits) {
		final int wanted = Math.max(2, 1 + rules.endTokens()) * beams;
		for (int row = 0; row < live.size(); row++) {
			final float[] scores = logits.get(row);
			final float logSum = (float) Rules.logSum(scores);
			for (int i = 0; i < scores.length; i++)
				scores[i] -= logSum;
			rules.process(live.get(row), scores);
		}
		while (true) {
			final List<Candidate> best = best(logits, wanted);
			final List<Candidate> forbidden = best.stream().filter(c -> rules.forbids(live.get(c.row), c.token)).toList();
			if (forbidden.isEmpty()) return best;
			forbidden.forEach(c -> logits.get(c.row)[c.token] = Float.NEGATIVE_INFINITY);
		}
	}

	private List<Candidate> best(final List<float[]> scores, final int wanted) {
		final PriorityQueue<Candidate> best = new PriorityQueue<>(Candidate.BEST.reversed());
		for (int row = 0; row < live.size(); row++)
			for (int token = 0; token < scores.get(row).length; token++) {
				final double total = live.get(row).logProbability() + scores.get(row)[token];
				if (total == Double.NEGATIVE_INFINITY || best.size() == wanted && total <= best.peek().logProbability) continue;
				best.add(new Candidate(row, token, total));
				if (best.size() > wanted) best.poll();
			}
		return best.stream().sorted(Candidate.BEST).toList();
	}

	/** Keeps the best ended texts, as many as beams. */
	private void end(final Hypothesis text, final double logProbability, final int length, final Finish finish) {
		ended.add(new Ended(text, rules.score(logProbability, length), finish));
		ended.sort(Comparator.comparingDouble((Ended e) -> -e.score));
		if (ended.size() > beams) ended.remove(beams);
	}

	/** Whether no live text can do better than the worst ended one, judged at this length. */
	private boolean isDone(final Candidate best, final int length) {
		return ended.size() == beams && ended.get(beams - 1).score >= rules.score(best.logProbability, length);
	}

	@Override
	public List<Hypothesis> live() {
		return live;
	}

	@Override
	public int[] settled() {
		if (live.isEmpty()) return result().tokens();
		int[] common = live.get(0).tokens();
		for (final Hypothesis text : live)
			common = common(common, text.tokens());
		for (final Ended text : ended)
			common = common(common, text.text.tokens());
		return common;
	}

	private static int[] common(final int[] a, final int[] b) {
		final int differs = Arrays.mismatch(a, b);
		return differs < 0 ? a : Arrays.copyOf(a, differs);
	}

	@Override
	public Generation result() {
		return ended.stream().map(text -> rules.generation(text.text, text.score, text.finish)).min(Comparator.comparingInt(text -> faults.applyAsInt(text.text())))
			.orElseThrow();
	}
}
