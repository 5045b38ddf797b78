/**
 * How good reports and clues are: text metrics as the field computes them, clinical efficacy in its three flavours, AUROC, bootstrap
 * intervals, and baselines to read them by. Works on texts and numbers; knows no network.
 */
package io.github.trrg.evaluate;
