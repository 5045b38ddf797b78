package io.github.trrg.decode;

import java.util.List;
import java.util.Random;

import io.github.trrg.decode.Generation.Finish;

/** Writes one text token by token: the most probable one each time, or one drawn from the distribution. */
final class SingleSearch implements Search {

	private final Rules rules;
	private final Random random;
	private Hypothesis text = Hypothesis.EMPTY;
	private Generation result;

	SingleSearch(final Rules rules) {
		this.rules = rules;
		random = new Random(rules.settings().seed());
	}

	@Override
	public void advance(final List<float[]> logits, final List<float[]> attention) {
		final float[] scores = logits.get(0);
		rules.process(text, scores);
		final double logSum = Rules.logSum(scores);
		int token = choose(scores);
		while (rules.forbids(text, token)) {
			scores[token] = Float.NEGATIVE_INFINITY;
			token = choose(scores);
		}
		final double total = text.logProbability() + scores[token] - logSum;
		if (rules.isEnd(token)) {
			finish(Finish.END, total, text.length() + 1);
			return;
		}
		text = text.plus(token, total, attention.get(0), 0);
		if (rules.isStopped(text)) finish(Finish.STOP, total, text.length());
		else if (text.length() == rules.settings().maxLength()) finish(Finish.LENGTH, total, text.length());
	}

	private void finish(final Finish finish, final double logProbability, final int length) {
		result = rules.generation(text, rules.score(logProbability, length), finish);
	}

	private int choose(final float[] scores) {
		final int best = argmax(scores);
		if (scores[best] == Float.NEGATIVE_INFINITY) throw Rules.nothingLeft();
		final double temperature = rules.settings().temperature();
		return temperature == 0 ? best : Sampling.draw(scores, scores[best], temperature, rules.settings().topP(), random);
	}

	private static int argmax(final float[] scores) {
		int best = 0;
		for (int i = 1; i < scores.length; i++)
			if (scores[i] > scores[best]) best = i;
		return best;
	}

	@Override
	public List<Hypothesis> live() {
		return result == null ? List.of(text) : List.of();
	}

	@Override
	public int[] settled() {
		return text.tokens();
	}

	@Override
	public Generation result() {
		return result;
	}
}
