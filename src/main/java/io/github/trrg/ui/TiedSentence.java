package io.github.trrg.ui;

import java.util.List;
import java.util.Set;

import io.github.trrg.report.Sentence;

/**
 * A sentence of the report with what it is about.
 *
 * @param sentence as written
 * @param diseases it speaks of, affirming, denying or doubting them
 * @param contradictions where it disagrees with the clues, in words
 * @param changed whether the report before did not have it
 */
record TiedSentence(Sentence sentence, Set<String> diseases, List<String> contradictions, boolean changed) {}
