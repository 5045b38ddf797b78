package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;

/** Makes clue tokens of prompt embeddings: c = W t + s·u, where the strength s (0 to 1) says how sure the perception is [ours]. */
final class ClueInjection {

	private final Linear projection;
	private final Linear strength;

	ClueInjection(final Parameters.Scope scope, final int embeddingSize, final int width) {
		projection = new Linear(scope.at("projection"), embeddingSize, width, true);
		strength = new Linear(scope.at("strength"), 1, width, false, Init.normal(0.5), null);
	}

	/**
	 * @param prompts positive prompt embeddings (K, E)
	 * @param strengths (B, K)
	 * @return (B, K, D)
	 */
	NDArray forward(final NDArray prompts, final NDArray strengths) {
		return strength.forward(strengths.expandDims(2)).add(projection.forward(prompts));
	}
}
