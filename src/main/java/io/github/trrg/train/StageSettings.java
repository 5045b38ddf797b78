package io.github.trrg.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;

import io.github.trrg.common.TrrgException;

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
 * @param saveSeconds seconds between checkpoints within an epoch
 * @param seed of every random choice
 */
public record StageSettings(int epochs, int batch, int accumulate, double rate, double warmup, double decay, double clip, double dropout,
	double augment, double coarse, int patience, double saveSeconds, long seed)
{

	public StageSettings {
		atLeast("epochs", epochs, 1);
		atLeast("batch", batch, 1);
		atLeast("accumulate", accumulate, 1);
		atLeast("patience", patience, 1);
		if (!(rate > 0)) throw new TrrgException("The training setting \"rate\" must be positive, got " + rate);
		if (!(clip > 0)) throw new TrrgException("The training setting \"clip\" must be positive, got " + clip);
	}

	/** @throws TrrgException if a field has the wrong type or an impossible value */
	public static StageSettings fromJson(final JsonObject json) {
		try {
			return new Gson().fromJson(json, StageSettings.class);
		}
		catch (final JsonSyntaxException e) {
			throw new TrrgException("The training settings " + json + " cannot be read: " + e.getMessage(), e);
		}
	}

	public StageSettings withEpochs(final int newEpochs) {
		return new StageSettings(newEpochs, batch, accumulate, rate, warmup, decay, clip, dropout, augment, coarse, patience, saveSeconds, seed);
	}

	private static void atLeast(final String field, final int value, final int minimum) {
		if (value < minimum) throw new TrrgException("The training setting \"" + field + "\" must be at least " + minimum + ", got " + value);
	}
}
