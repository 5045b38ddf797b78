package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.List;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** The tensors of a decoder, of which none is missing. */
public final class LlamaTensors {

	/** Projections that share an input stand together. Adapters are null where there are none. */
	record Layer(float[] inputNorm, StoredMatrix[] queryKeyValue, Lora.Adapter[] queryKeyValueAdapters, float[] bias, StoredMatrix out, Lora.Adapter outAdapter,
		float[] outputNorm, StoredMatrix[] gateUp, StoredMatrix down)
	{}

	private final StoredWeights weights;
	private long bytes;
	final StoredMatrix embedding; // (V, H)
	final List<Layer> layers = new ArrayList<>();
	final float[] norm;
	final StoredMatrix head; // (V, H)

	/** @throws TrrgException if a tensor is missing or has another shape than {@code c} says */
	public LlamaTensors(final LlamaConfig c, final StoredWeights weights) {
		this.weights = weights;
		final int h = c.hiddenSize();
		final int queries = c.heads() * c.headDim();
		final int keys = c.kvHeads() * c.headDim();
		final int wide = c.intermediateSize();
		embedding = matrix("model.embed_tokens", c.vocabSize(), h);
		for (int i = 0; i < c.layers(); i++) {
			final String layer = "model.layers." + i + ".";
			final String self = layer + "self_attn.";
			final float[] bias = new float[queries + 2 * keys];
			if (c.attentionBias()) {
				System.arraycopy(vector(self + "q_proj.bias", queries), 0, bias, 0, queries);
				System.arraycopy(vector(self + "k_proj.bias", keys), 0, bias, queries, keys);
				System.arraycopy(vector(self + "v_proj.bias", keys), 0, bias, queries + keys, keys);
			}
			layers.add(new Layer(vector(layer + "input_layernorm.weight", h), new StoredMatrix[] { matrix(self + "q_proj", queries, h), matrix(self + "k_proj", keys,
				h), matrix(self + "v_proj", keys, h) }, new Lora.Adapter[] { adapter(self + "q_proj", queries, h), adapter(self + "k_proj", keys, h), adapter(self +
					"v_proj", keys, h) }, bias, matrix(self + "o_proj", h, queries), adapter(self + "o_proj", h, queries), vector(layer +
						"post_attention_layernorm.weight", h), new StoredMatrix[] { matrix(layer + "mlp.gate_proj", wide, h), matrix(layer + "mlp.up_proj", wide, h) },
				matrix(layer + "mlp.down_proj", h, wide)));
		}
		norm = vector("model.norm.weight", h);
		head = c.tieWordEmbeddings() ? embedding : matrix("lm_head", c.vocabSize(), h);
	}

	/** Of all matrices. */
	long bytes() {
		return bytes;
	}

	private StoredMatrix matrix(final String module, final int rows, final int columns) {
		final StoredMatrix matrix = weights.matrix(module + ".weight", rows, columns);
		if (matrix == null) throw missing(module + ".weight");
		bytes += rows * matrix.storage().rowBytes(columns);
		return matrix;
	}

	private Lora.Adapter adapter(final String module, final int rows, final int columns) {
		return weights.adapter(module + ".weight", rows, columns);
	}

	private float[] vector(final String name, final int length) {
		final float[] values = weights.vector(name, length);
		if (values == null) throw missing(name);
		return values;
	}

	private static TrrgException missing(final String name) {
		return new TrrgException("The language model's weights lack the tensor " + name + ". Do weights and config.json belong together?");
	}
}
