package io.github.trrg.nn;

/**
 * Sizes of what joins vision, text and language.
 *
 * @param embeddingSize width E of the space shared by image and text
 * @param heads attention heads of the clue interaction
 * @param visualPool side of the square of patches averaged into one visual token of the language model (1 = none)
 * @param injection whether clues reach the language model as embeddings; without, it is told their names only
 * @param interaction whether visual tokens and clues look at each other; needs the injection
 */
public record ClueConfig(int embeddingSize, int heads, int visualPool, boolean injection, boolean interaction) {}
