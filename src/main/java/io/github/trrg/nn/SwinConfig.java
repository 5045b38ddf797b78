package io.github.trrg.nn;

import java.util.List;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * Sizes of a Swin Transformer, named as in Hugging Face's {@code config.json} ({@code swin}).
 *
 * @param imageSize side of the images it was trained on, in pixels; others work too
 * @param patchSize side of a patch of the first stage, in pixels
 * @param channels input channels
 * @param embedDim width of the first stage; each later stage doubles it
 * @param depths blocks of each stage, one to eight stages
 * @param heads attention heads of each stage, divisors of its width
 * @param windowSize side of an attention window, in patches
 * @param mlpRatio width of the feed-forward over the width of its stage
 * @param qkvBias whether query, key and value projections have biases
 * @param eps epsilon of the layer norms that the published code lets be configured
 */
public record SwinConfig(int imageSize, int patchSize, int channels, int embedDim, List<Integer> depths, List<Integer> heads, int windowSize, double mlpRatio,
	boolean qkvBias, double eps)
{

	private static final int MAX_STAGES = 8;
	private static final int MAX_WIDTH = 1 << 16;

	public SwinConfig {
		depths = List.copyOf(depths);
		heads = List.copyOf(heads);
		if (depths.isEmpty() || depths.size() > MAX_STAGES) throw new TrrgException("depths has " + depths.size() + " stages, expected 1 to " + MAX_STAGES);
		if (heads.size() != depths.size())
			throw new TrrgException("num_heads has " + heads.size() + " values for the " + depths.size() + " stages in depths; give one for each stage");
		if ((long) embedDim << depths.size() - 1 > MAX_WIDTH)
			throw new TrrgException("embed_dim " + embedDim + " doubled at each of " + depths.size() + " stages exceeds " + MAX_WIDTH);
		for (int stage = 0; stage < depths.size(); stage++)
			if ((embedDim << stage) % heads.get(stage) != 0)
				throw new TrrgException("Width " + (embedDim << stage) + " of stage " + (stage + 1) + " is not divisible by its num_heads " + heads.get(stage));
	}

	/**
	 * Reads the fields of a Hugging Face {@code config.json}.
	 *
	 * @throws TrrgException if a field is missing, out of range or asks for something unsupported
	 */
	public static SwinConfig fromJson(final JsonFields json) {
		json.optChoice("hidden_act", "gelu");
		// The published code cannot run with them either: it makes one embedding more than there are patches.
		if (json.optBoolean("use_absolute_embeddings", false)) throw json.wrong("use_absolute_embeddings", "false; absolute position embeddings are not supported");
		return new SwinConfig(json.optSize("image_size", 224), json.optInt("patch_size", 4, 1, 64), json.optInt("num_channels", 3, 1, 64),
			json.requireInt("embed_dim", 1, MAX_WIDTH), json.requireInts("depths", 1, 1000), json.requireInts("num_heads", 1, MAX_WIDTH),
			json.requireInt("window_size", 1, 64), json.optDouble("mlp_ratio", 4, 0.01, 64), json.optBoolean("qkv_bias", true),
			json.optDouble("layer_norm_eps", 1e-5, 0, 1));
	}

	public int stages() {
		return depths.size();
	}

	/** Width of a stage, the first being 0. */
	public int width(final int stage) {
		return embedDim << stage;
	}

	/** Pixels per side of a patch of the last stage. */
	public int stride() {
		return patchSize << stages() - 1;
	}
}
