package io.github.trrg.nn;

import java.util.List;

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
{}
