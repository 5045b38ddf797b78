package io.github.trrg.train;

import java.util.Map;

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
public record FineTuned(Trainable trained, int training, int heldOut, Map<String, Double> before, Map<String, Double> after) {}
