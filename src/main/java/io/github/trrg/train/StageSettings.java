package io.github.trrg.train;

import io.github.trrg.common.JsonFields;

/**
 * How one stage of training runs.
 *
 * @param epochs passes over the training studies
 * @param batch studies per step
 * @param accumulate steps per update
 * @param rate peak learning rate
 * @param warmup part of all updates that warms up, 0 to 1
 * @param decay weight decay
 * @param clip largest global gradient norm
 * @param dropout in the language model, or of visual channels in the contrast, 0 to 1
 * @param augment strength of image augmentation, 0 (none) to 1
 * @param coarse part of the epochs, 0 to 1, that see images of four, then five sevenths the side: a third and half the time, most of the learning
 * @param patience epochs without a better validation score before the stage stops
 * @param standard whether the reports of normal studies are learnt in one wording, see {@link StandardWording}
 * @param average decay of the moving average of the weights, which is judged and kept; 0 for the weights themselves, see {@link MovingAverage}
 * @param loss what the stage's loss is made of
 * @param saveSeconds seconds between checkpoints within an epoch
 * @param seed of every random choice
 */
public record StageSettings(int epochs, int batch, int accumulate, double rate, double warmup, double decay, double clip, double dropout,
	double augment, double coarse, int patience, boolean standard, double average, LossSettings loss, double saveSeconds, long seed)
{

	/** @throws io.github.trrg.common.TrrgException naming file and field if one is missing, of the wrong type or impossible, or of no use in this stage */
	static StageSettings fromJson(final JsonFields json, final String stage) {
		return new StageSettings(json.requireSize("epochs"), json.requireSize("batch"), json.optSize("accumulate", 1), json.requireDouble("rate", 1e-9, 10),
			json.optDouble("warmup", 0, 0, 1), json.optDouble("decay", 0, 0, 10), json.requireDouble("clip", 1e-9, 1e9), json.optDouble("dropout", 0, 0, 0.99),
			json.optDouble("augment", 0, 0, 1), json.optDouble("coarse", 0, 0, 1), json.requireSize("patience"), json.optBoolean("standard", false),
			json.optDouble("average", 0, 0, 0.99999), LossSettings.fromJson(json, stage), json.optDouble("saveSeconds", 120, 0, 1e9), json.optInt("seed", 1, 0,
				Integer.MAX_VALUE));
	}

	public StageSettings withSeed(final long newSeed) {
		return new StageSettings(epochs, batch, accumulate, rate, warmup, decay, clip, dropout, augment, coarse, patience, standard, average, loss, saveSeconds,
			newSeed);
	}

	public StageSettings withEpochs(final int newEpochs) {
		return new StageSettings(newEpochs, batch, accumulate, rate, warmup, decay, clip, dropout, augment, coarse, patience, standard, average, loss, saveSeconds,
			seed);
	}
}
