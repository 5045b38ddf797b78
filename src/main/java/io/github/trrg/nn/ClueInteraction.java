package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/**
 * Cross-modal clue interaction: visual tokens look at the clues and clues look at the visual tokens, the global one beside
 * the patches (multi-granular). Pre-norm residual blocks with key masks, so that the number of clues varies freely.
 */
final class ClueInteraction {

	/**
	 * @param visual (B, N, D)
	 * @param clues (B, K, D)
	 * @param attention of each clue over the patches, mean of the heads (B, K, N); what the global token drew is left out
	 */
	record Result(NDArray visual, NDArray clues, NDArray attention) {}

	private final LayerNorm visualNorm;
	private final LayerNorm clueNorm;
	private final Attention visualToClues;
	private final Attention cluesToVisual;
	private final FeedForward visualFeedForward;
	private final FeedForward clueFeedForward;

	ClueInteraction(final Parameters.Scope scope, final int width, final int heads) {
		visualNorm = new LayerNorm(scope.at("visual_norm"), width, 1e-5);
		clueNorm = new LayerNorm(scope.at("clue_norm"), width, 1e-5);
		visualToClues = attention(scope.at("visual_to_clues"), width, heads);
		cluesToVisual = attention(scope.at("clues_to_visual"), width, heads);
		visualFeedForward = new FeedForward(scope.at("visual_feed_forward"), width);
		clueFeedForward = new FeedForward(scope.at("clue_feed_forward"), width);
	}

	private static Attention attention(final Parameters.Scope scope, final int width, final int heads) {
		return new Attention(scope, scope.at("output"), width, heads);
	}

	/**
	 * @param visual patch tokens (B, N, D)
	 * @param visualMask (B, N), 1 for patches that exist
	 * @param clues (B, K, D)
	 * @param clueMask (B, K), 1 for the clues the visual tokens may see
	 */
	Result forward(final NDArray visual, final NDArray visualMask, final NDArray clues, final NDArray clueMask) {
		final NDArray weights = visualMask.expandDims(2); // (B, N, 1)
		final NDArray global = visual.mul(weights).sum(new int[] { 1 }, true).div(weights.sum(new int[] { 1 }, true)); // (B, 1, D)
		final NDArray v = visualNorm.forward(visual);
		final NDArray c = clueNorm.forward(clues);
		final NDArray keys = NDArrays.concat(new NDList(visualNorm.forward(global), v), 1); // (B, 1 + N, D)
		final NDArray keyMask = NDArrays.concat(new NDList(visualMask.get(":, 0:1").onesLike(), visualMask), 1); // (B, 1 + N)
		final NDArray newVisual = visualFeedForward.forward(visual.add(visualToClues.attend(v, c, Masks.keys(clueMask))));
		final Attention.Result looked = cluesToVisual.forward(c, keys, Masks.keys(keyMask));
		final NDArray newClues = clueFeedForward.forward(clues.add(looked.output()));
		return new Result(newVisual, newClues, looked.weights().mean(new int[] { 1 }).get(":, :, 1:"));
	}

	/** x + W₂ gelu(W₁ norm(x)) */
	private static final class FeedForward {

		private final LayerNorm norm;
		private final Linear up;
		private final Linear down;

		FeedForward(final Parameters.Scope scope, final int width) {
			norm = new LayerNorm(scope.at("norm"), width, 1e-5);
			up = new Linear(scope.at("up"), width, 2 * width, true);
			down = new Linear(scope.at("down"), 2 * width, width, true);
		}

		NDArray forward(final NDArray x) {
			return x.add(down.forward(Activation.gelu(up.forward(norm.forward(x)))));
		}
	}
}
