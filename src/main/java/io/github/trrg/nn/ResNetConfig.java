package io.github.trrg.nn;

import java.util.List;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * Sizes of a residual network, named as in Hugging Face's {@code config.json} ({@code resnet}).
 *
 * @param channels input channels
 * @param embeddingSize channels after the stem
 * @param hiddenSizes channels after each stage
 * @param depths residual layers of each stage
 * @param bottleneck whether layers are 1×1–3×3–1×1 with a reduction of 4, rather than two 3×3
 * @param downsampleInFirstStage whether the first stage halves the grid
 * @param downsampleInBottleneck whether a bottleneck's stride sits in its first 1×1 convolution
 */
public record ResNetConfig(int channels, int embeddingSize, List<Integer> hiddenSizes, List<Integer> depths, boolean bottleneck,
	boolean downsampleInFirstStage, boolean downsampleInBottleneck)
{

	private static final int MAX_STAGES = 8;
	private static final int MAX_WIDTH = 1 << 16;

	public ResNetConfig {
		hiddenSizes = List.copyOf(hiddenSizes);
		depths = List.copyOf(depths);
		if (hiddenSizes.size() != depths.size())
			throw new TrrgException("hidden_sizes has " + hiddenSizes.size() + " values for the " + depths.size() + " stages in depths; give one for each stage");
		for (final int size : hiddenSizes)
			if (bottleneck && size % 4 != 0) throw new TrrgException("hidden_sizes of bottleneck layers must be multiples of 4, got " + size);
	}

	/**
	 * Reads the fields of a Hugging Face {@code config.json}.
	 *
	 * @throws TrrgException if a field is missing, out of range or asks for something unsupported
	 */
	public static ResNetConfig fromJson(final JsonFields json) {
		json.optChoice("hidden_act", "relu");
		final int stages = json.requireInts("depths", 1, 1000).size();
		if (stages < 1 || stages > MAX_STAGES) throw json.wrong("depths", "1 to " + MAX_STAGES + " stages");
		return new ResNetConfig(json.optInt("num_channels", 3, 1, 64), json.requireInt("embedding_size", 1, MAX_WIDTH),
			json.requireInts("hidden_sizes", 1, MAX_WIDTH), json.requireInts("depths", 1, 1000), "bottleneck".equals(json.optChoice("layer_type", "bottleneck",
			"basic")), json.optBoolean("downsample_in_first_stage", false), json.optBoolean("downsample_in_bottleneck", false));
	}

	/** Pixels per side of a patch of the last stage. */
	public int stride() {
		return 4 << depths.size() - (downsampleInFirstStage ? 0 : 1);
	}
}
