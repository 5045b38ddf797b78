package io.github.trrg.train;

import java.util.List;

import io.github.trrg.clue.Disease;

/**
 * What the user wants of fine-tuning.
 *
 * @param trains what to change
 * @param target what the language model learns to write
 * @param diseases to add to those of the base; one it has already, with the same prompts, is passed over
 * @param regions reads the regions of the data set; null to train without them
 */
public record FineTuningPlan(Trainable trains, TargetText target, List<Disease> diseases, RegionReader regions) {

	public FineTuningPlan {
		diseases = List.copyOf(diseases);
	}

	/** Trains by the size of the data set, on the findings, without new diseases or regions. */
	public static FineTuningPlan standard() {
		return new FineTuningPlan(Trainable.AUTO, TargetText.REPORT, List.of(), null);
	}
}
