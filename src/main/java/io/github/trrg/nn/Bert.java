package io.github.trrg.nn;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;

/** Text encoder with the architecture (Devlin et al. 2019) and parameter names of Hugging Face's {@code BertModel}; no pooler. */
public final class Bert {

	private final NDArray words;
	private final NDArray positions;
	private final NDArray types;
	private final LayerNorm norm;
	private final List<Layer> layers = new ArrayList<>();
	private final BertConfig config;

	public Bert(final Parameters.Scope scope, final BertConfig config) {
		this.config = config;
		final Parameters.Scope embeddings = scope.at("embeddings");
		words = embeddings.at("word_embeddings").weight("weight", Init.normal(0.02), config.vocabSize(), config.hiddenSize());
		positions = embeddings.at("position_embeddings").weight("weight", Init.normal(0.02), config.maxPositions(), config.hiddenSize());
		types = embeddings.at("token_type_embeddings").weight("weight", Init.normal(0.02), config.typeVocabSize(), config.hiddenSize());
		norm = new LayerNorm(embeddings.at("LayerNorm"), config.hiddenSize(), config.eps());
		for (int i = 0; i < config.layers(); i++)
			layers.add(new Layer(scope.at("encoder").at("layer").at("" + i), config));
	}

	public BertConfig config() {
		return config;
	}

	/**
	 * One vector per text: the mean of its last hidden states.
	 *
	 * @param ids token ids (N, T), int64, right-padded
	 * @param mask (N, T), 1 for a token, 0 for padding
	 * @return (N, width)
	 */
	public NDArray pooled(final NDArray ids, final NDArray mask) {
		final List<NDArray> states = hiddenStates(ids, mask, ids.zerosLike());
		final NDArray weights = mask.expandDims(2); // (N, T, 1)
		return states.get(states.size() - 1).mul(weights).sum(new int[] { 1 }).div(weights.sum(new int[] { 1 }));
	}

	/** @return states (N, T, width) after the embeddings and after each layer */
	List<NDArray> hiddenStates(final NDArray ids, final NDArray mask, final NDArray typeIds) {
		final NDManager manager = ids.getManager();
		final NDArray index = manager.arange((int) ids.getShape().get(1)).toType(ai.djl.ndarray.types.DataType.INT64, false);
		final NDArray sum = Embedding.embedding(ids, words, ai.djl.ndarray.types.SparseFormat.DENSE).singletonOrThrow()
			.add(Embedding.embedding(typeIds, types, ai.djl.ndarray.types.SparseFormat.DENSE).singletonOrThrow())
			.add(Embedding.embedding(index, positions, ai.djl.ndarray.types.SparseFormat.DENSE).singletonOrThrow());
		final NDArray hidden = mask.mul(-1).add(1).mul(Masks.HIDDEN).expandDims(1).expandDims(1); // (N, 1, 1, T)
		final List<NDArray> states = new ArrayList<>();
		states.add(norm.forward(sum));
		for (final Layer layer : layers)
			states.add(layer.forward(states.get(states.size() - 1), hidden));
		return states;
	}

	private static final class Layer {

		private final Attention attention;
		private final LayerNorm attentionNorm;
		private final Linear up;
		private final Linear down;
		private final LayerNorm outputNorm;

		Layer(final Parameters.Scope scope, final BertConfig config) {
			final Parameters.Scope at = scope.at("attention");
			attention = new Attention(at.at("self"), at.at("output").at("dense"), config.hiddenSize(), config.heads());
			attentionNorm = new LayerNorm(at.at("output").at("LayerNorm"), config.hiddenSize(), config.eps());
			up = new Linear(scope.at("intermediate").at("dense"), config.hiddenSize(), config.intermediateSize(), true);
			down = new Linear(scope.at("output").at("dense"), config.intermediateSize(), config.hiddenSize(), true);
			outputNorm = new LayerNorm(scope.at("output").at("LayerNorm"), config.hiddenSize(), config.eps());
		}

		NDArray forward(final NDArray x, final NDArray mask) {
			final NDArray attended = attentionNorm.forward(attention.attend(x, x, mask).add(x));
			return outputNorm.forward(down.forward(Activation.gelu(up.forward(attended))).add(attended));
		}
	}
}
