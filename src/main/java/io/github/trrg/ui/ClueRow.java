package io.github.trrg.ui;

import io.github.trrg.clue.Disease;
import io.github.trrg.report.Mention;

/**
 * A line of the clue table.
 *
 * @param disease with the threshold in force
 * @param probability of the whole study
 * @param region probability in the region asked about, or null
 * @param selected whether it is told to the language model
 * @param edited whether the user ticked or unticked it, or moved its threshold
 * @param mention what the report says of it; NO without a report
 * @param contradiction where report and clue disagree, in words; empty if they agree
 */
record ClueRow(Disease disease, double probability, Double region, boolean selected, boolean edited, Mention mention, String contradiction) {

	/** How much more probable the disease is in the region than in the whole study; 0 where no region was asked about. */
	double regionDifference() {
		return region == null ? 0 : region - probability;
	}
}
