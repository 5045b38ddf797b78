package io.github.trrg.train;

/**
 * An update of the weights.
 *
 * @param stage name of the stage
 * @param epoch in work, from 0
 * @param step steps of this epoch that are done
 * @param steps of an epoch
 * @param loss mean over the steps of the update
 */
public record TrainingStep(String stage, int epoch, int step, int steps, double loss) {

	/** Epochs done, with fraction. */
	public double time() {
		return epoch + step / (double) steps;
	}
}
