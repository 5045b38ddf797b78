package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;

/**
 * Zero-shot perception that is itself local: each text gathers the patches that resemble it (attention-pooled
 * patch–text similarity, after GLoRIA, Huang et al. 2021), and the gathered evidence is compared with the text. A
 * disease's logit is the difference between its positive and its negative prompt, as in CheXzero (Tiu et al. 2022), times a
 * learnt temperature.
 */
public final class DiseasePerception {

	private static final double MAX_LOGIT_SCALE = Math.log(100);

	/**
	 * @param similarity (B, K) cosine between each text and the evidence it gathered
	 * @param evidence (B, K, E) of unit length
	 * @param attention (B, K, N) over tokens, rows sum to 1
	 */
	public record Match(NDArray similarity, NDArray evidence, NDArray attention) {}

	/**
	 * @param logits (B, K); the sigmoid is the softmax over positive and negative prompt
	 * @param attention (B, K, N) over tokens, rows sum to 1
	 */
	public record Result(NDArray logits, NDArray attention) {}

	private final Linear projection;
	private final NDArray logitScale;
	private final NDArray poolScale;

	DiseasePerception(final Parameters.Scope scope, final int width, final int embeddingSize) {
		projection = new Linear(scope.at("visual_projection"), width, embeddingSize, false);
		logitScale = scope.weight("logit_scale", Init.constant(Math.log(1 / 0.07)), 1);
		poolScale = scope.weight("pool_scale", Init.constant(Math.log(5)), 1);
	}

	/** (…, D) → (…, E), not normalised */
	public NDArray project(final NDArray tokens) {
		return projection.forward(tokens);
	}

	/** Factor between cosines and logits: e^{logit_scale}, at most 100. */
	public NDArray scale(final NDManager manager) {
		return attached(logitScale, manager).clip(0, MAX_LOGIT_SCALE).exp();
	}

	/**
	 * @param projected patches (B, N, E)
	 * @param mask (B, N), 1 for patches that exist
	 * @param texts (K, E) of unit length
	 */
	public Match match(final NDArray projected, final NDArray mask, final NDArray texts) {
		final NDManager manager = projected.getManager();
		final NDArray sharpness = attached(poolScale, manager).clip(0, MAX_LOGIT_SCALE).exp();
		final NDArray cosines = unit(projected).matMul(texts.transpose()).transpose(0, 2, 1); // (B, K, N)
		final NDArray attention = cosines.mul(sharpness).add(Masks.keys(mask).squeeze(1)).softmax(-1); // (B, K, N)
		final NDArray evidence = unit(attention.matMul(projected)); // (B, K, E)
		return new Match(evidence.mul(texts).sum(new int[] { 2 }), evidence, attention);
	}

	/**
	 * @param projected patches (B, N, E)
	 * @param mask (B, N)
	 * @param positive prompts (K, E) of unit length
	 * @param negative prompts (K, E) of unit length
	 */
	public Result perceive(final NDArray projected, final NDArray mask, final NDArray positive, final NDArray negative) {
		final Match match = match(projected, mask, positive);
		final NDArray against = match.evidence.mul(negative).sum(new int[] { 2 }); // (B, K)
		return new Result(match.similarity.sub(against).mul(scale(projected.getManager())), match.attention);
	}

	/**
	 * Where the evidence for each disease lies: a logit is, up to a factor, the sum over patches of attention × patch · (positive −
	 * negative prompt), and the patches that add to it make the map (class activation mapping, Zhou et al. 2016).
	 *
	 * @param attention (B, K, N)
	 * @return (B, K, N), at least 0; rows sum to 1, or are 0 where no patch speaks for the disease
	 */
	public static NDArray evidenceMaps(final NDArray projected, final NDArray attention, final NDArray positive, final NDArray negative) {
		final NDArray adds = attention.mul(projected.matMul(positive.sub(negative).transpose()).transpose(0, 2, 1)).maximum(0); // (B, K, N)
		return adds.div(adds.sum(new int[] { 2 }, true).maximum(1e-12f));
	}

	/** Unit length along the last axis. */
	public static NDArray unit(final NDArray x) {
		return Kernels.run("unit", x, Torch.constant(x, 1e-8));
	}

	/** The parameter as a left-hand operand whose results belong to a step's manager. */
	private static NDArray attached(final NDArray parameter, final NDManager manager) {
		return manager.zeros(parameter.getShape()).add(parameter);
	}
}
