package io.github.trrg.clue;

import java.util.List;

/**
 * What the network perceives of one disease in one study.
 *
 * @param disease which
 * @param probability zero-shot probability of its presence, 0 to 1 (softmax over positive and negative prompt)
 * @param selected whether it is told to the language model
 * @param maps where the evidence lies, one map per view of the study, in view order
 */
public record Clue(Disease disease, double probability, boolean selected, List<AttentionMap> maps) {

	public Clue {
		maps = List.copyOf(maps);
	}

	/** The clue as it would be with another threshold of its disease: selected if its probability reaches it. */
	public Clue withThreshold(final double threshold) {
		return new Clue(disease.withThreshold(threshold, disease.calibrated()), probability, probability >= threshold, maps);
	}

	public Clue withSelected(final boolean isSelected) {
		return new Clue(disease, probability, isSelected, maps);
	}
}
