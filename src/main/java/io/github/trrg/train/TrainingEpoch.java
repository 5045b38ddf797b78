package io.github.trrg.train;

/**
 * The end of an epoch, or the moment before the first.
 *
 * @param stage name of the stage
 * @param time epochs done; fewer than whole ones if the stage was ended in mid-epoch
 * @param loss mean training loss of the epoch, NaN before the first
 * @param best whether no epoch before was better
 * @param result on held-out studies
 */
public record TrainingEpoch(String stage, double time, double loss, boolean best, HeldOutScores result) {}
