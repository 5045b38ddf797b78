/**
 * How good reports and clues are: text metrics as the field computes them, clinical efficacy in its three flavours, scores of clues and of
 * their maps, bootstrap intervals, and baselines to read them by. {@link io.github.trrg.evaluate.Evaluator} is the way in.
 */
package io.github.trrg.evaluate;
