package io.github.trrg.nn;

/**
 * Sizes of a BERT-class text encoder, named as in Hugging Face's {@code config.json} ({@code bert}).
 *
 * @param vocabSize rows of the word table
 * @param hiddenSize width
 * @param layers number of layers
 * @param heads attention heads
 * @param intermediateSize width of the feed-forward
 * @param maxPositions longest text in tokens
 * @param typeVocabSize segment kinds
 * @param eps epsilon of the layer norms
 */
public record BertConfig(int vocabSize, int hiddenSize, int layers, int heads, int intermediateSize, int maxPositions, int typeVocabSize, double eps) {}
