/**
 * Training: the loop all stages share (optimiser, schedule, checkpoints, early stopping) and the stages themselves — the
 * language model's first training, contrastive pre-training, fine-tuning with clues. Knows no user interface.
 */
package io.github.trrg.train;
