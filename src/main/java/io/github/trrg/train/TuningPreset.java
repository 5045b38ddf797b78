package io.github.trrg.train;

import java.util.List;

import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.model.Tokenizer;

/**
 * What suits data sets too small to train a model on [ours]: about the same number of updates whatever their size, gentler than those of a
 * new model, and an end as soon as held-out studies stop gaining.
 */
final class TuningPreset {

	private static final int LEAST_EPOCHS = 4;
	private static final int MOST_EPOCHS = 60;
	/** Texts come to this part of the targets' lengths on either side. */
	private static final double RARE = 0.05;

	private TuningPreset() {}

	/**
	 * @param recipe settings for a new model
	 * @param size training studies
	 * @param updates about so many in all
	 * @param rate factor on the learning rate
	 * @param epochs what the user wants; 0 for the preset
	 */
	static StageSettings of(final StageSettings recipe, final int size, final int updates, final double rate, final int epochs) {
		if (size >= Trainable.WHOLE_LANGUAGE_MODEL) return recipe;
		final int batch = Math.min(recipe.batch(), Math.max(4, size / 4));
		final int preset = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, updates * batch / size));
		final int used = epochs > 0 ? epochs : preset;
		return new StageSettings(used, batch, 1, rate * recipe.rate(), recipe.warmup(), recipe.decay(), recipe.clip(), recipe.dropout(), recipe.augment(), 0,
			Math.max(3, used / 4), false, 0, recipe.loss(), recipe.saveSeconds(), recipe.seed());
	}

	/** Reports as short and as long as the texts to learn from: the house style decides. */
	static GenerationSettings lengths(final GenerationSettings base, final List<TrainingStudy> studies, final Tokenizer tokenizer) {
		final int[] lengths = studies.stream().map(TrainingStudy::target).filter(target -> !target.isBlank()).mapToInt(target -> tokenizer.encode(target).length)
			.sorted().toArray();
		if (lengths.length == 0) return base;
		final int shortest = lengths[(int) (RARE * lengths.length)];
		final int longest = lengths[Math.min(lengths.length - 1, (int) ((1 - RARE) * lengths.length))] * 3 / 2;
		final int most = Math.max(longest, 1);
		return base.with().maxLength(most).minLength(Math.min(Math.min(base.minLength(), shortest), most)).build();
	}
}
