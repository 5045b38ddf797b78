package io.github.trrg.nn;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

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
public record BertConfig(int vocabSize, int hiddenSize, int layers, int heads, int intermediateSize, int maxPositions, int typeVocabSize, double eps)
{

	public BertConfig {
		if (hiddenSize % heads != 0) throw new TrrgException("hidden_size (" + hiddenSize + ") is not divisible by num_attention_heads (" + heads + ")");
	}

	/**
	 * Reads the fields of a Hugging Face {@code config.json}.
	 *
	 * @throws TrrgException if a field is missing, out of range or asks for something unsupported
	 */
	public static BertConfig fromJson(final JsonFields json) {
		json.optChoice("hidden_act", "gelu");
		json.optChoice("position_embedding_type", "absolute");
		return new BertConfig(json.requireSize("vocab_size"), json.requireSize("hidden_size"), json.requireSize("num_hidden_layers"),
			json.requireSize("num_attention_heads"), json.requireSize("intermediate_size"), json.optSize("max_position_embeddings", 512),
			json.optSize("type_vocab_size", 2), json.optDouble("layer_norm_eps", 1e-12, 0, 1));
	}
}
