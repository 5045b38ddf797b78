package io.github.trrg.train;

/**
 * An update of the weights.
 *
 * @param stage name of the stage
 * @param epoch in work, from 0
 * @param epochs in all
 * @param step steps of this epoch that are done
 * @param steps of an epoch
 * @param loss mean over the steps of the update
 * @param secondsLeft of this stage, estimated
 */
public record TrainingStep(String stage, int epoch, int epochs, int step, int steps, double loss, double secondsLeft) {

	/** Epochs done, with fraction. */
	public double time() {
		return epoch + step / (double) steps;
	}

	/** Part of the stage done, 0 to 1. */
	public double fraction() {
		return time() / epochs;
	}
}
