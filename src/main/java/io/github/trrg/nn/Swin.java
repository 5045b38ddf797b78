package io.github.trrg.nn;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;

import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;

/**
 * Swin Transformer (Liu et al. 2021) with the parameter names of Hugging Face's {@code SwinModel}, pooler and stochastic depth left out.
 * Images and grids that patches, windows or merging do not divide are padded with zeros at the right and bottom, as there.
 */
public final class Swin implements VisualEncoder {

	/** Where the published code has no configurable epsilon. */
	private static final double FIXED_EPS = 1e-5;
	private static final Init INIT = Init.normal(0.02);

	/**
	 * @param tokens (N, P, C), row-major
	 * @param attention weights of the stage's last block (N·windows, heads, T, T), windows row-major; null before the first stage, or if not wanted
	 */
	record State(NDArray tokens, NDArray attention) {}

	private final SwinConfig config;
	private final NDArray projection;
	private final NDArray projectionBias;
	private final LayerNorm embeddingNorm;
	private final List<Stage> stages = new ArrayList<>();
	private final LayerNorm norm;

	public Swin(final Parameters.Scope scope, final SwinConfig config) {
		this.config = config;
		final Parameters.Scope embeddings = scope.at("embeddings");
		final Parameters.Scope patches = embeddings.at("patch_embeddings").at("projection");
		projection = patches.weight("weight", INIT, config.embedDim(), config.channels(), config.patchSize(), config.patchSize());
		projectionBias = patches.weight("bias", Init.constant(0), config.embedDim());
		embeddingNorm = new LayerNorm(embeddings.at("norm"), config.embedDim(), FIXED_EPS);
		for (int stage = 0; stage < config.stages(); stage++)
			stages.add(new Stage(scope.at("encoder").at("layers").at("" + stage), stage));
		norm = new LayerNorm(scope.at("layernorm"), width(), config.eps());
	}

	@Override
	public NDArray encode(final NDArray pixels, final boolean training) {
		final List<State> states = states(pixels, false);
		return norm.forward(states.get(states.size() - 1).tokens); // (N, P, D)
	}

	@Override
	public int width() {
		return config.width(config.stages() - 1);
	}

	@Override
	public int stride() {
		return config.stride();
	}

	/**
	 * @param pixels (N, C, S, S)
	 * @param weigh whether attention weights are wanted
	 * @return what the embeddings and each stage, with its merging, put out; not yet under the last norm
	 */
	List<State> states(final NDArray pixels, final boolean weigh) {
		final int patch = config.patchSize();
		final NDArray padded = pad(pad(pixels, 2, patch), 3, patch);
		final NDList operands = Weight.operands(padded, projection);
		final NDArray grid = Conv2d.conv2d(operands.get(0), operands.get(1), projectionBias, new Shape(patch, patch), new Shape(0, 0), new Shape(1, 1), 1)
			.singletonOrThrow(); // (N, C, rows, columns)
		NDArray x = embeddingNorm.forward(grid.transpose(0, 2, 3, 1)); // (N, rows, columns, C)
		final List<State> states = new ArrayList<>();
		states.add(new State(tokens(x), null));
		for (final Stage stage : stages) {
			final State output = stage.forward(x, weigh);
			x = output.tokens; // (N, rows, columns, C)
			states.add(new State(tokens(x), output.attention));
		}
		return states;
	}

	private final class Stage {

		private final List<Block> blocks = new ArrayList<>();
		private final Linear reduction;
		private final LayerNorm reductionNorm;

		Stage(final Parameters.Scope scope, final int stage) {
			final int width = config.width(stage);
			for (int block = 0; block < config.depths().get(stage); block++)
				blocks.add(new Block(scope.at("blocks").at("" + block), width, config.heads().get(stage), block % 2 == 1));
			final boolean last = stage == config.stages() - 1;
			final Parameters.Scope merging = scope.at("downsample");
			reduction = last ? null : new Linear(merging.at("reduction"), 4 * width, 2 * width, false, INIT, null);
			reductionNorm = last ? null : new LayerNorm(merging.at("norm"), 4 * width, FIXED_EPS);
		}

		/** @return tokens as a grid (N, rows, columns, C) */
		State forward(final NDArray x, final boolean weigh) {
			final SwinWindows plain = new SwinWindows(x, config.windowSize(), false);
			final SwinWindows shifted = new SwinWindows(x, config.windowSize(), true);
			State state = new State(x, null);
			for (final Block block : blocks)
				try (NDScope scope = new NDScope()) { // frees what lies between: two images of 224 pixels take Swin-B 0.2 GB, not 0.8
					state = block.forward(state.tokens, block.shifted ? shifted : plain, weigh);
					NDScope.unregister(state.tokens);
					if (weigh) NDScope.unregister(state.attention);
				}
			return new State(reduction == null ? state.tokens : merge(state.tokens), state.attention);
		}

		/** Joins squares of 2 × 2 patches. */
		private NDArray merge(final NDArray x) {
			final NDArray even = pad(pad(x, 1, 2), 2, 2);
			final Shape s = even.getShape();
			final NDArray squares = even.reshape(s.get(0), s.get(1) / 2, 2, s.get(2) / 2, 2, s.get(3)).transpose(0, 1, 3, 4, 2, 5); // channels: column, row, C
			return reduction.forward(reductionNorm.forward(squares.reshape(s.get(0), s.get(1) / 2, s.get(2) / 2, 4 * s.get(3))));
		}
	}

	private final class Block {

		private final boolean shifted;
		private final boolean fuses;
		private final LayerNorm attentionNorm;
		private final Attention attention;
		private final NDArray biasTable; // ((2w − 1)², heads), by distance of rows and columns
		private final LayerNorm outputNorm;
		private final Linear up;
		private final Linear down;

		Block(final Parameters.Scope scope, final int width, final int heads, final boolean shifted) {
			this.shifted = shifted;
			final Parameters.Scope at = scope.at("attention");
			final int distances = 2 * config.windowSize() - 1;
			final int wide = (int) (config.mlpRatio() * width);
			fuses = config.qkvBias() && scope.precision() == Precision.FLOAT32;
			attentionNorm = new LayerNorm(scope.at("layernorm_before"), width, config.eps());
			attention = new Attention(at.at("self"), at.at("output").at("dense"), width, heads, config.qkvBias());
			biasTable = at.at("self").weight("relative_position_bias_table", INIT, (long) distances * distances, heads);
			outputNorm = new LayerNorm(scope.at("layernorm_after"), width, config.eps());
			up = new Linear(scope.at("intermediate").at("dense"), width, wide, true, INIT, null);
			down = new Linear(scope.at("output").at("dense"), wide, width, true, INIT, null);
		}

		/** @param x (N, rows, columns, C) @return the same shape */
		State forward(final NDArray x, final SwinWindows windows, final boolean weigh) {
			if (!weigh && fuses && !biasTable.hasGradient() && windows.isPermutation()) return new State(fused(x, windows), null);
			final NDArray inside = windows.partition(attentionNorm.forward(x)); // (N·windows, T, C)
			final NDArray mask = windows.mask(biasTable);
			final Attention.Result result = weigh ? attention.forward(inside, inside, mask) : new Attention.Result(attention.attend(inside, inside, mask), null);
			final NDArray attended = x.add(windows.join(result.output()));
			return new State(attended.add(down.forward(Activation.gelu(up.forward(outputNorm.forward(attended))))), result.weights());
		}

		/** The same in one call: in inference calls take a good part of the time. */
		private NDArray fused(final NDArray x, final SwinWindows windows) {
			final NDList arguments = new NDList(tokens(x), windows.mask(biasTable));
			arguments.addAll(windows.permutation(x.getManager()));
			arguments.add(Torch.constant(x, config.eps()));
			arguments.addAll(attentionNorm.arrays());
			arguments.addAll(attention.arrays());
			arguments.addAll(outputNorm.arrays());
			arguments.addAll(up.arrays());
			arguments.addAll(down.arrays());
			return Kernels.run("swin_block", arguments.toArray(new NDArray[0])).reshape(x.getShape());
		}
	}

	private static NDArray tokens(final NDArray grid) {
		final Shape s = grid.getShape();
		return grid.reshape(s.get(0), s.get(1) * s.get(2), s.get(3));
	}

	/** Zeros at the end of an axis, up to a multiple. */
	static NDArray pad(final NDArray x, final int axis, final int multiple) {
		final long[] shape = x.getShape().getShape().clone();
		final long missing = Math.floorMod(-shape[axis], (long) multiple);
		if (missing == 0) return x;
		shape[axis] = missing;
		return NDArrays.concat(new NDList(x, x.getManager().zeros(new Shape(shape))), axis);
	}
}
