package io.github.trrg.nn;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.common.TrrgException;

/**
 * Sizes of a LLaMA-family decoder, named as in Hugging Face's {@code config.json} ({@code llama}, {@code mistral}, {@code qwen2}).
 *
 * @param vocabSize rows of the embedding table
 * @param hiddenSize width H of the residual stream
 * @param intermediateSize width of the SwiGLU feed-forward
 * @param layers number of decoder layers
 * @param heads query heads
 * @param kvHeads key/value heads, a divisor of {@code heads}
 * @param headDim width of a head, even
 * @param maxPositions longest sequence
 * @param rmsNormEps epsilon of the root-mean-square norms
 * @param ropeTheta base of the rotary frequencies
 * @param ropeScaling llama3 rule of frequency scaling, or null
 * @param tieWordEmbeddings whether the output projection is the embedding table
 * @param attentionBias whether query, key and value projections have biases (qwen2)
 * @param bosTokenId begin-of-sequence token
 * @param eosTokenId end-of-sequence token
 */
public record LlamaConfig(int vocabSize, int hiddenSize, int intermediateSize, int layers, int heads, int kvHeads, int headDim, int maxPositions,
	double rmsNormEps, double ropeTheta, RopeScaling ropeScaling, boolean tieWordEmbeddings, boolean attentionBias, int bosTokenId, int eosTokenId)
{

	/** The llama3 rule: long wavelengths divided by {@code factor}, short ones kept, those between blended. */
	public record RopeScaling(double factor, double lowFreqFactor, double highFreqFactor, int originalMaxPositions) {}

	public LlamaConfig {
		positive("vocab_size", vocabSize);
		positive("hidden_size", hiddenSize);
		positive("intermediate_size", intermediateSize);
		positive("num_hidden_layers", layers);
		positive("num_attention_heads", heads);
		positive("num_key_value_heads", kvHeads);
		positive("head_dim", headDim);
		positive("max_position_embeddings", maxPositions);
		if (heads % kvHeads != 0) throw new TrrgException("num_attention_heads (" + heads + ") must be a multiple of num_key_value_heads (" + kvHeads + ")");
		if (headDim % 2 != 0) throw new TrrgException("head_dim must be even for rotary embeddings, got " + headDim);
	}

	/**
	 * Reads the fields of a Hugging Face {@code config.json}.
	 *
	 * @throws TrrgException if a field is missing, not a number, out of range or asks for something unsupported
	 */
	public static LlamaConfig fromJson(final JsonObject json) {
		final int hidden = integer(json, "hidden_size", null);
		final int heads = integer(json, "num_attention_heads", null);
		if (heads <= 0) throw new TrrgException("num_attention_heads must be positive, got " + heads);
		if (!has(json, "head_dim") && hidden % heads != 0)
			throw new TrrgException("hidden_size (" + hidden + ") is not divisible by num_attention_heads (" + heads + ")");
		final boolean qwen2 = has(json, "model_type") && "qwen2".equals(json.get("model_type").getAsString());
		return new LlamaConfig(integer(json, "vocab_size", null), hidden, integer(json, "intermediate_size", null), integer(json, "num_hidden_layers", null),
			heads, integer(json, "num_key_value_heads", heads), integer(json, "head_dim", hidden / heads), integer(json, "max_position_embeddings", 2048),
			number(json, "rms_norm_eps", 1e-6), number(json, "rope_theta", 10000.0), ropeScaling(json), bool(json, "tie_word_embeddings", false),
			bool(json, "attention_bias", qwen2), integer(json, "bos_token_id", 1), integer(json, "eos_token_id", 2));
	}

	/** The same fields under the same names. */
	public JsonObject toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty("model_type", attentionBias ? "qwen2" : "llama");
		json.addProperty("vocab_size", vocabSize);
		json.addProperty("hidden_size", hiddenSize);
		json.addProperty("intermediate_size", intermediateSize);
		json.addProperty("num_hidden_layers", layers);
		json.addProperty("num_attention_heads", heads);
		json.addProperty("num_key_value_heads", kvHeads);
		json.addProperty("head_dim", headDim);
		json.addProperty("max_position_embeddings", maxPositions);
		json.addProperty("rms_norm_eps", rmsNormEps);
		json.addProperty("rope_theta", ropeTheta);
		if (ropeScaling != null) {
			final JsonObject scaling = new JsonObject();
			scaling.addProperty("rope_type", "llama3");
			scaling.addProperty("factor", ropeScaling.factor);
			scaling.addProperty("low_freq_factor", ropeScaling.lowFreqFactor);
			scaling.addProperty("high_freq_factor", ropeScaling.highFreqFactor);
			scaling.addProperty("original_max_position_embeddings", ropeScaling.originalMaxPositions);
			json.add("rope_scaling", scaling);
		}
		json.addProperty("tie_word_embeddings", tieWordEmbeddings);
		json.addProperty("bos_token_id", bosTokenId);
		json.addProperty("eos_token_id", eosTokenId);
		return json;
	}

	/** Inverse frequencies of the rotary embedding, {@code headDim / 2} values, scaled by the llama3 rule where it applies. */
	public double[] inverseFrequencies() {
		final double[] frequencies = new double[headDim / 2];
		for (int i = 0; i < frequencies.length; i++)
			frequencies[i] = scaled(Math.pow(ropeTheta, -2.0 * i / headDim));
		return frequencies;
	}

	private double scaled(final double frequency) {
		if (ropeScaling == null) return frequency;
		final double wavelength = 2 * Math.PI / frequency;
		final double original = ropeScaling.originalMaxPositions;
		if (wavelength > original / ropeScaling.lowFreqFactor) return frequency / ropeScaling.factor;
		if (wavelength < original / ropeScaling.highFreqFactor) return frequency;
		final double smooth = (original / wavelength - ropeScaling.lowFreqFactor) / (ropeScaling.highFreqFactor - ropeScaling.lowFreqFactor);
		return (1 - smooth) * frequency / ropeScaling.factor + smooth * frequency;
	}

	private static RopeScaling ropeScaling(final JsonObject json) {
		if (!has(json, "rope_scaling")) return null;
		final JsonObject scaling = json.getAsJsonObject("rope_scaling");
		final String type = has(scaling, "rope_type") ? scaling.get("rope_type").getAsString() : has(scaling, "type") ? scaling.get("type").getAsString() : "default";
		return switch (type) {
			case "default" -> null;
			case "llama3" -> new RopeScaling(number(scaling, "factor", null), number(scaling, "low_freq_factor", null),
				number(scaling, "high_freq_factor", null), integer(scaling, "original_max_position_embeddings", null));
			default -> throw new TrrgException("rope_scaling of type \"" + type + "\" is not supported; supported are \"default\" and \"llama3\"");
		};
	}

	private static void positive(final String field, final int value) {
		if (value <= 0) throw new TrrgException(field + " must be positive, got " + value);
	}

	private static boolean has(final JsonObject json, final String field) {
		return json.has(field) && !json.get(field).isJsonNull();
	}

	private static int integer(final JsonObject json, final String field, final Integer fallback) {
		final double value = number(json, field, fallback == null ? null : fallback.doubleValue());
		if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) throw new TrrgException(field + " must be an integer, got " + value);
		return (int) value;
	}

	private static double number(final JsonObject json, final String field, final Double fallback) {
		if (!has(json, field)) {
			if (fallback == null) throw new TrrgException("The language model's configuration lacks the field " + field);
			return fallback;
		}
		final JsonElement element = json.get(field).isJsonArray() && !json.getAsJsonArray(field).isEmpty() ? json.getAsJsonArray(field).get(0) : json.get(field);
		try {
			return element.getAsDouble();
		}
		catch (final RuntimeException e) {
			throw new TrrgException("The field " + field + " must be a number, got " + json.get(field), e);
		}
	}

	private static boolean bool(final JsonObject json, final String field, final boolean fallback) {
		return has(json, field) ? json.get(field).getAsBoolean() : fallback;
	}
}
