package io.github.trrg.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;

import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;

/**
 * LLaMA-family decoder (Touvron et al. 2023) with the parameter names of Hugging Face's {@code LlamaForCausalLM}; reads Llama,
 * Mistral and Qwen2 weights. For training and prefill; decoding on the CPU is {@code io.github.trrg.decode}'s.
 */
public final class Llama {

	/**
	 * What one pass leaves. One that is recorded for gradients, of matrices that stay as they are stored, leaves hidden states alone.
	 *
	 * @param hidden states after the final norm (B, T, H)
	 * @param keys per layer (B, kvHeads, S, d), past and new positions
	 * @param values per layer (B, kvHeads, S, d)
	 */
	public record Pass(NDArray hidden, List<NDArray> keys, List<NDArray> values) {}

	private final LlamaConfig config;
	private final Factor embedding;
	private final List<Layer> layers = new ArrayList<>();
	private final NDArray norm;
	private final Factor head;
	private final Precision precision;
	private final Recomputation recomputation; // or null

	/** @param lora adapter of the query, key, value and output projections, or null */
	public Llama(final Parameters.Scope scope, final LlamaConfig config, final Lora lora) {
		this.config = config;
		final Parameters.Scope model = scope.at("model");
		final Init init = Init.normal(0.02);
		embedding = model.at("embed_tokens").matrix("weight", init, config.vocabSize(), config.hiddenSize());
		for (int i = 0; i < config.layers(); i++)
			layers.add(new Layer(model.at("layers").at("" + i), config, lora));
		norm = model.at("norm").weight("weight", Init.constant(1), config.hiddenSize());
		head = config.tieWordEmbeddings() ? embedding : scope.at("lm_head").matrix("weight", init, config.vocabSize(), config.hiddenSize());
		precision = scope.precision();
		recomputation = scope.recomputation();
	}

	public LlamaConfig config() {
		return config;
	}

	/** @param ids int64, any shape @return (…, H) */
	public NDArray embed(final NDArray ids) {
		return embedding.rows(ids);
	}

	/**
	 * Runs new positions.
	 *
	 * @param inputs embeddings (B, T, H)
	 * @param positions position of each input (B or 1, T)
	 * @param mask (B, 1, T, S) added to the scores, S = past + T
	 * @param past the pass before, or null
	 * @param dropout rate after attention and feed-forward, 0 for none
	 */
	public Pass forward(final NDArray inputs, final NDArray positions, final NDArray mask, final Pass past, final float dropout) {
		return forward(inputs, positions, mask, past, dropout, null);
	}

	/**
	 * As above, and tells what the last position attends to.
	 *
	 * @param attended receives for each layer the weights, mean over heads (B, S); null if not wanted
	 */
	public Pass forward(final NDArray inputs, final NDArray positions, final NDArray mask, final Pass past, final float dropout, final List<NDArray> attended) {
		final NDManager manager = inputs.getManager();
		final double[] frequencies = config.inverseFrequencies();
		final float[] inverse = new float[frequencies.length];
		for (int i = 0; i < inverse.length; i++)
			inverse[i] = (float) frequencies[i];
		final NDArray angles = positions.expandDims(1).expandDims(3).mul(manager.create(inverse, new Shape(1, 1, 1, inverse.length))); // (B, 1, T, d/2)
		final NDArray cos = angles.cos();
		final NDArray sin = angles.sin();
		final List<NDArray> keys = new ArrayList<>();
		final List<NDArray> values = new ArrayList<>();
		if (recomputation != null && past == null && attended == null && Torch.recordsGradients()) {
			final List<UnaryOperator<NDArray>> run = new ArrayList<>();
			for (final Layer layer : layers)
				run.add(x -> layer.forward(x, cos, sin, mask, null, null, dropout, new ArrayList<>(), new ArrayList<>(), null));
			return new Pass(rmsNorm(recomputation.forward(inputs, run), norm), keys, values);
		}
		NDArray x = inputs;
		for (int i = 0; i < layers.size(); i++)
			x = layers.get(i).forward(x, cos, sin, mask, past == null ? null : past.keys.get(i), past == null ? null : past.values.get(i), dropout, keys, values,
				attended);
		return new Pass(rmsNorm(x, norm), keys, values);
	}

	/** @param hidden (…, H) @return (…, vocabulary) */
	public NDArray logits(final NDArray hidden) {
		return head.linear(hidden, null);
	}

	private NDArray rmsNorm(final NDArray x, final NDArray weight) {
		return Kernels.run("rms_norm", x, weight, Torch.constant(x, config.rmsNormEps()));
	}

	private final class Layer {

		private final NDArray inputNorm;
		private final Linear query;
		private final Linear key;
		private final Linear value;
		private final Linear out;
		private final NDArray outputNorm;
		private final Linear gate;
		private final Linear up;
		private final Linear down;

		Layer(final Parameters.Scope scope, final LlamaConfig c, final Lora lora) {
			final Parameters.Scope attention = scope.at("self_attn");
			final Parameters.Scope mlp = scope.at("mlp");
			final Init init = Init.normal(0.02);
			final Init residual = Init.normal(0.02 / Math.sqrt(2.0 * c.layers()));
			inputNorm = scope.at("input_layernorm").weight("weight", Init.constant(1), c.hiddenSize());
			query = new Linear(attention.at("q_proj"), c.hiddenSize(), c.heads() * c.headDim(), c.attentionBias(), init, lora);
			key = new Linear(attention.at("k_proj"), c.hiddenSize(), c.kvHeads() * c.headDim(), c.attentionBias(), init, lora);
			value = new Linear(attention.at("v_proj"), c.hiddenSize(), c.kvHeads() * c.headDim(), c.attentionBias(), init, lora);
			out = new Linear(attention.at("o_proj"), c.heads() * c.headDim(), c.hiddenSize(), false, residual, lora);
			outputNorm = scope.at("post_attention_layernorm").weight("weight", Init.constant(1), c.hiddenSize());
			gate = new Linear(mlp.at("gate_proj"), c.hiddenSize(), c.intermediateSize(), false, init, null);
			up = new Linear(mlp.at("up_proj"), c.hiddenSize(), c.intermediateSize(), false, init, null);
			down = new Linear(mlp.at("down_proj"), c.intermediateSize(), c.hiddenSize(), false, residual, null);
		}

		NDArray forward(final NDArray x, final NDArray cos, final NDArray sin, final NDArray mask, final NDArray pastKeys, final NDArray pastValues,
			final float dropout, final List<NDArray> keys, final List<NDArray> values, final List<NDArray> seen)
		{
			final NDArray normed = rmsNorm(x, inputNorm);
			final NDArray q = Kernels.run("rope", split(query.forward(normed), config.heads()), cos, sin); // (B, heads, T, d)
			NDArray k = Kernels.run("rope", split(key.forward(normed), config.kvHeads()), cos, sin); // (B, kvHeads, T, d)
			NDArray v = split(value.forward(normed), config.kvHeads()); // (B, kvHeads, T, d)
			if (pastKeys != null) {
				k = NDArrays.concat(new NDList(pastKeys, k), 2); // (B, kvHeads, S, d)
				v = NDArrays.concat(new NDList(pastValues, v), 2);
			}
			keys.add(k);
			values.add(v);
			if (seen != null) seen.add(Kernels.run("last_attention", q, k, mask));
			final long batch = x.getShape().get(0);
			final NDArray mixed = precision.attend(q, k, v, mask).transpose(0, 2, 1, 3) // (B, T, heads, d)
				.reshape(batch, x.getShape().get(1), (long) config.heads() * config.headDim());
			final NDArray attended = x.add(drop(out.forward(mixed), dropout));
			final NDArray wide = rmsNorm(attended, outputNorm);
			return attended.add(drop(down.forward(Kernels.run("silu_product", gate.forward(wide), up.forward(wide))), dropout));
		}

		private NDArray split(final NDArray x, final int heads) {
			return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, config.headDim()).transpose(0, 2, 1, 3);
		}
	}

	private static NDArray drop(final NDArray x, final float rate) {
		return rate == 0 ? x : Dropout.dropout(x, rate, true).singletonOrThrow();
	}
}
