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

	public Clue withSelected(final boolean isSelected) {
		return new Clue(disease, probability, isSelected, maps);
	}
}
