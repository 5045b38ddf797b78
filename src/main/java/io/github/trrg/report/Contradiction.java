package io.github.trrg.report;

/**
 * A place where the text and the clues disagree.
 *
 * @param sentence the sentence at fault as it stands in the text; empty where the fault is that no sentence speaks of the disease
 * @param disease the disease's name
 * @param reason what disagrees, in words for the user
 */
public record Contradiction(String sentence, String disease, String reason) {}
