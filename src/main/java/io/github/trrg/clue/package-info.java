/**
 * Diseases and what the network perceives of them: prompts, thresholds, probabilities, attention maps.
 * Plain values; no network, no user interface.
 */
package io.github.trrg.clue;
