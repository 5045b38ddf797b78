package io.github.trrg.nn;

/**
 * Sizes of what joins vision, text and language.
 *
 * @param embeddingSize width E of the space shared by image and text
 * @param heads attention heads of the clue interaction
 * @param visualPool side of the square of patches averaged into one visual token of the language model (1 = none)
 */
public record ClueConfig(int embeddingSize, int heads, int visualPool) {}
