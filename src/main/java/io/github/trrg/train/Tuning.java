package io.github.trrg.train;

/**
 * How perception that is trained already learns more without losing what it knows: normalisation keeps its statistics, and where a study
 * is silent about a disease, the base's own opinion is to stay (learning without forgetting, Li and Hoiem 2016).
 *
 * @param beliefs the base's probabilities, [training study][K]
 * @param regions what makes the maps look into the annotator's regions, or null
 */
record Tuning(double[][] beliefs, RegionLoss regions) {}
