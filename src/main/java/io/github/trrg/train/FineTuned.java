package io.github.trrg.train;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What fine-tuning did, for the card of the new model. Scores are by name ("clinical micro-F1", "ROUGE-L", "mean AUROC"), on the same
 * held-out studies.
 *
 * @param trained what was changed, never {@link Trainable#AUTO}
 * @param training number of studies learnt from
 * @param heldOut number of studies held out
 * @param before scores of the base
 * @param after scores of the new model
 */
public record FineTuned(Trainable trained, int training, int heldOut, Map<String, Double> before, Map<String, Double> after) {

	/** The scores, "name before to after". */
	@Override
	public String toString() {
		return after.keySet().stream().map(name -> name + " " + number(before, name) + " to " + number(after, name)).collect(Collectors.joining(", "));
	}

	/** A score as it is shown, "-" if it is not known. */
	static String number(final Map<String, Double> scores, final String name) {
		final Double score = scores.get(name);
		return score == null || score.isNaN() ? "-" : String.format(Locale.ROOT, "%.3f", score);
	}
}
