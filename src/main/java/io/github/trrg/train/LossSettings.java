package io.github.trrg.train;

import io.github.trrg.common.JsonFields;

/**
 * What the losses are made of: the settings that ablations change.
 *
 * @param consistency weight of the consistency loss in the stage {@code clues}, at least 0; 0 for none
 * @param hard whether, in the stage {@code contrast}, a sentence is a positive of its own study only; else of every study it is true of
 * @param negated how likely the contrast takes a negated or normal sentence, relative to one that affirms something: 0 (never) to 1 (alike)
 */
public record LossSettings(double consistency, boolean hard, double negated) {

	static final LossSettings STANDARD = new LossSettings(0.1, false, 0.3);

	/** @throws io.github.trrg.common.TrrgException naming file and field if one is impossible, or belongs to another stage */
	static LossSettings fromJson(final JsonFields json, final String stage) {
		requireIn(json, stage, "clues", "consistency");
		requireIn(json, stage, "contrast", "targets", "negated");
		return new LossSettings(json.optDouble("consistency", STANDARD.consistency, 0, 100), json.optChoice("targets", "soft", "hard").equals("hard"), json.optDouble(
			"negated", STANDARD.negated, 0, 1));
	}

	private static void requireIn(final JsonFields json, final String stage, final String needed, final String... fields) {
		for (final String field : fields)
			if (json.has(field) && !stage.equals(needed)) throw json.wrong(field, "nothing here: only the stage '" + needed + "' has it");
	}
}
