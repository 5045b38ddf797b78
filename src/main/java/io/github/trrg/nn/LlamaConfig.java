package io.github.trrg.nn;

import java.util.List;

import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
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
 * @param maxPositions longest sequence; with sliding attention the window, within which all positions see each other
 * @param rmsNormEps epsilon of the root-mean-square norms
 * @param ropeTheta base of the rotary frequencies
 * @param ropeScaling rule of frequency scaling (llama3, linear), or null
 * @param tieWordEmbeddings whether the output projection is the embedding table
 * @param attentionBias whether query, key and value projections have biases (qwen2)
 * @param bosTokenId begin-of-sequence token
 * @param eosTokenId end-of-sequence token
 */
public record LlamaConfig(int vocabSize, int hiddenSize, int intermediateSize, int layers, int heads, int kvHeads, int headDim, int maxPositions,
	double rmsNormEps, double ropeTheta, RopeScaling ropeScaling, boolean tieWordEmbeddings, boolean attentionBias, int bosTokenId, int eosTokenId)
{

	/** The llama3 rule: frequencies of long wavelengths divided by {@code factor}, short ones kept, those between blended. */
	public record RopeScaling(double factor, double lowFreqFactor, double highFreqFactor, int originalMaxPositions) {

		/** The linear rule, which divides them all: to a model made for no positions, every wavelength is long. */
		static RopeScaling linear(final double factor) {
			return new RopeScaling(factor, 1, 1, 0);
		}

		private JsonObject toJson() {
			final JsonObject json = new JsonObject();
			json.addProperty("rope_type", originalMaxPositions == 0 ? "linear" : "llama3");
			json.addProperty("factor", factor);
			if (originalMaxPositions == 0) return json;
			json.addProperty("low_freq_factor", lowFreqFactor);
			json.addProperty("high_freq_factor", highFreqFactor);
			json.addProperty("original_max_position_embeddings", originalMaxPositions);
			return json;
		}
	}

	public LlamaConfig {
		if (heads % kvHeads != 0) throw new TrrgException("num_attention_heads (" + heads + ") must be a multiple of num_key_value_heads (" + kvHeads + ")");
		if ((long) heads * headDim > JsonFields.MAX_SIZE) throw new TrrgException("num_attention_heads (" + heads + ") of head_dim " + headDim + " are too many");
		if (headDim % 2 != 0) throw new TrrgException("head_dim must be even for rotary embeddings, got " + headDim);
	}

	/**
	 * Reads the fields of a Hugging Face {@code config.json}.
	 *
	 * @throws TrrgException if a field is missing, not a number, out of range or asks for something unsupported
	 */
	public static LlamaConfig fromJson(final JsonFields json) {
		final int hidden = json.requireSize("hidden_size");
		final int heads = json.requireSize("num_attention_heads");
		if (!json.has("head_dim") && hidden % heads != 0) throw json.wrong("num_attention_heads", "a divisor of hidden_size, " + hidden);
		final boolean qwen2 = json.optChoice("model_type", "llama", "mistral", "qwen2").equals("qwen2");
		json.optChoice("hidden_act", "silu");
		for (final String field : List.of("attention_bias", "mlp_bias"))
			if (!qwen2 && json.optBoolean(field, false)) throw json.wrong(field, "false; such biases are supported in qwen2 models only");
		return new LlamaConfig(json.requireSize("vocab_size"), hidden, json.requireSize("intermediate_size"), json.requireSize("num_hidden_layers"), heads,
			json.optSize("num_key_value_heads", heads), json.optSize("head_dim", hidden / heads), maxPositions(json),
			json.optDouble("rms_norm_eps", 1e-6, 0, 1), rope(json).optDouble("rope_theta", 10000, 1, 1e12), ropeScaling(json),
			json.optBoolean("tie_word_embeddings", false), qwen2, token(json, "bos_token_id", 1), token(json, "eos_token_id", 2));
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
		if (ropeScaling != null) json.add("rope_scaling", ropeScaling.toJson());
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

	private static int maxPositions(final JsonFields json) {
		final int positions = json.optSize("max_position_embeddings", 2048);
		final boolean slides = json.optBoolean("use_sliding_window", json.optString("model_type", "").equals("mistral"));
		return slides ? Math.min(positions, json.optSize("sliding_window", positions)) : positions;
	}

	/** Where the rotary embedding is described: newer folders have an object for it. */
	private static JsonFields rope(final JsonFields json) {
		return json.has("rope_parameters") ? json.requireObject("rope_parameters") : json;
	}

	private static RopeScaling ropeScaling(final JsonFields json) {
		final boolean newer = json.has("rope_parameters");
		if (!newer && !json.has("rope_scaling")) return null;
		final JsonFields scaling = newer ? rope(json) : json.requireObject("rope_scaling");
		final String type = scaling.optChoice(scaling.has("rope_type") ? "rope_type" : "type", "default", "linear", "llama3");
		if (type.equals("default")) return null;
		final double factor = scaling.requireDouble("factor", 1e-3, 1e6);
		if (type.equals("linear")) return RopeScaling.linear(factor);
		final double low = scaling.requireDouble("low_freq_factor", 1e-3, 1e6);
		final double high = scaling.requireDouble("high_freq_factor", 1e-3, 1e6);
		if (low >= high) throw scaling.wrong("low_freq_factor", "a number below high_freq_factor, " + high);
		return new RopeScaling(factor, low, high, scaling.requireSize("original_max_position_embeddings"));
	}

	/** A token id; of several, the first. */
	private static int token(final JsonFields json, final String field, final int fallback) {
		final boolean several = json.has(field) && json.json().get(field).isJsonArray() && !json.json().getAsJsonArray(field).isEmpty();
		return several ? json.requireInts(field, 0, JsonFields.MAX_SIZE).get(0) : json.optInt(field, fallback, 0, JsonFields.MAX_SIZE);
	}
}
