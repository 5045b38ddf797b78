package io.github.trrg.nn;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

import io.github.trrg.engine.Kernels;

/** Residual convolutional network (He et al. 2016) with the parameter names of Hugging Face's {@code ResNetModel}. */
public final class ResNet implements VisualEncoder {

	private static final float EPS = 1e-5f;
	private static final float MOMENTUM = 0.9f;

	private final ConvLayer stem;
	private final List<Residual> layers = new ArrayList<>();
	private final int width;
	private final int stride;

	public ResNet(final Parameters.Scope scope, final ResNetConfig config) {
		stem = new ConvLayer(scope.at("embedder").at("embedder"), config.channels(), config.embeddingSize(), 7, 2, true);
		int in = config.embeddingSize();
		for (int stage = 0; stage < config.depths().size(); stage++) {
			final int out = config.hiddenSizes().get(stage);
			final int stageStride = stage > 0 || config.downsampleInFirstStage() ? 2 : 1;
			for (int layer = 0; layer < config.depths().get(stage); layer++) {
				final Parameters.Scope at = scope.at("encoder").at("stages").at("" + stage).at("layers").at("" + layer);
				layers.add(new Residual(at, in, out, layer == 0 ? stageStride : 1, config));
				in = out;
			}
		}
		width = in;
		stride = config.stride();
	}

	@Override
	public NDArray encode(final NDArray pixels, final boolean training) {
		final NDArray grid = features(pixels, training); // (N, D, rows, columns)
		final Shape s = grid.getShape();
		return grid.reshape(s.get(0), s.get(1), s.get(2) * s.get(3)).transpose(0, 2, 1); // (N, P, D)
	}

	/** (N, C, S, S) → (N, D, S / stride, S / stride) */
	NDArray features(final NDArray pixels, final boolean training) {
		final NDArray embedded = stem.forward(pixels, training);
		NDArray x = Pool.maxPool2d(embedded, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
		for (final Residual layer : layers)
			x = layer.forward(x, training);
		return x;
	}

	@Override
	public int width() {
		return width;
	}

	@Override
	public int stride() {
		return stride;
	}

	/** Convolution without bias, batch normalisation, and a rectifier if wanted. */
	private static final class ConvLayer {

		private final Weight weight;
		private final NDArray scale;
		private final NDArray shift;
		private final NDArray mean;
		private final NDArray variance;
		private final int stride;
		private final boolean rectify;

		ConvLayer(final Parameters.Scope scope, final int in, final int out, final int kernel, final int stride, final boolean rectify) {
			weight = scope.at("convolution").factor("weight", Init.he(), out, in, kernel, kernel);
			final Parameters.Scope norm = scope.at("normalization");
			scale = norm.weight("weight", Init.constant(1), out);
			shift = norm.weight("bias", Init.constant(0), out);
			mean = norm.buffer("running_mean", Init.constant(0), out);
			variance = norm.buffer("running_var", Init.constant(1), out);
			this.stride = stride;
			this.rectify = rectify;
		}

		NDArray forward(final NDArray x, final boolean training) {
			final NDArray normed = BatchNorm.batchNorm(weight.convolve(x, stride), mean, variance, scale, shift, 1, MOMENTUM, EPS, training).singletonOrThrow();
			return rectify ? Kernels.run("relu_in_place", normed) : normed;
		}
	}

	private static final class Residual {

		private final List<ConvLayer> layers = new ArrayList<>();
		private final ConvLayer shortcut;

		Residual(final Parameters.Scope scope, final int in, final int out, final int stride, final ResNetConfig config) {
			final Parameters.Scope layer = scope.at("layer");
			if (config.bottleneck()) {
				final int reduced = out / 4;
				final boolean early = config.downsampleInBottleneck();
				layers.add(new ConvLayer(layer.at("0"), in, reduced, 1, early ? stride : 1, true));
				layers.add(new ConvLayer(layer.at("1"), reduced, reduced, 3, early ? 1 : stride, true));
				layers.add(new ConvLayer(layer.at("2"), reduced, out, 1, 1, false));
			}
			else {
				layers.add(new ConvLayer(layer.at("0"), in, out, 3, stride, true));
				layers.add(new ConvLayer(layer.at("1"), out, out, 3, 1, false));
			}
			shortcut = in != out || stride != 1 ? new ConvLayer(scope.at("shortcut"), in, out, 1, stride, false) : null;
		}

		NDArray forward(final NDArray x, final boolean training) {
			NDArray y = x;
			for (final ConvLayer layer : layers)
				y = layer.forward(y, training);
			return Kernels.run("add_relu_in_place", y, shortcut == null ? x : shortcut.forward(x, training));
		}
	}
}
