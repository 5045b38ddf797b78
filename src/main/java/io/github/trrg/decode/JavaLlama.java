package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.CachedAttention.Row;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Parameters;

/**
 * The LLaMA family (Llama, Mistral, Qwen2) in pure Java on the CPU, numbers in 32 bits. A sequence's results depend
 * neither on what shares its batch nor on the number of threads.
 */
public final class JavaLlama implements LanguageModel {

	/** Positions of a prompt that pass through the weights together. */
	private static final int CHUNK = 128;

	private final LlamaConfig config;
	private final double[] frequencies;
	private final CachedAttention attention;
	private final Matrix embedding; // (V, H)
	private final List<Layer> layers = new ArrayList<>();
	private final float[] norm;
	private final Matrix head; // (V, H)

	/** Weights of one decoder layer; projections that share an input are one matrix. */
	private record Layer(float[] inputNorm, Matrix queryKeyValue, float[] bias, Matrix out, float[] outputNorm, Matrix gateUp, Matrix down) {}

	/**
	 * @param weights by the names of Hugging Face's {@code LlamaForCausalLM}
	 * @param arithmetic must be available
	 * @throws TrrgException if a weight is missing or has another shape than {@code config} says
	 */
	public JavaLlama(final LlamaConfig config, final Parameters.Source weights, final Arithmetic arithmetic) {
		this.config = config;
		frequencies = config.inverseFrequencies();
		attention = new CachedAttention(config, arithmetic);
		final int h = config.hiddenSize();
		final int queries = config.heads() * config.headDim();
		final int keys = config.kvHeads() * config.headDim();
		final int wide = config.intermediateSize();
		embedding = arithmetic.matrix(read(weights, "model.embed_tokens.weight", config.vocabSize(), h), config.vocabSize(), h);
		for (int i = 0; i < config.layers(); i++) {
			final String layer = "model.layers." + i + ".";
			final String self = layer + "self_attn.";
			final float[] queryKeyValue = concat(read(weights, self + "q_proj.weight", queries, h), read(weights, self + "k_proj.weight", keys, h),
				read(weights, self + "v_proj.weight", keys, h));
			final float[] bias = config.attentionBias() ? concat(read(weights, self + "q_proj.bias", queries), read(weights, self + "k_proj.bias", keys),
				read(weights, self + "v_proj.bias", keys)) : new float[queries + 2 * keys];
			final float[] gateUp = concat(read(weights, layer + "mlp.gate_proj.weight", wide, h), read(weights, layer + "mlp.up_proj.weight", wide, h));
			layers.add(new Layer(read(weights, layer + "input_layernorm.weight", h), arithmetic.matrix(queryKeyValue, queries + 2 * keys, h), bias,
				arithmetic.matrix(read(weights, self + "o_proj.weight", h, queries), h, queries), read(weights, layer + "post_attention_layernorm.weight", h),
				arithmetic.matrix(gateUp, 2 * wide, h), arithmetic.matrix(read(weights, layer + "mlp.down_proj.weight", h, wide), h, wide)));
		}
		norm = read(weights, "model.norm.weight", h);
		head = config.tieWordEmbeddings() ? embedding : arithmetic.matrix(read(weights, "lm_head.weight", config.vocabSize(), h), config.vocabSize(), h);
	}

	private static float[] read(final Parameters.Source weights, final String name, final long... shape) {
		final float[] values = weights.read(name, shape);
		long count = 1;
		for (final long n : shape)
			count *= n;
		if (values == null) throw new TrrgException("The language model's weights lack the tensor " + name + ". Do weights and config.json belong together?");
		if (values.length != count)
			throw new TrrgException("The tensor " + name + " holds " + values.length + " numbers where config.json asks for " + count + ". Do weights and config.json belong together?");
		return values;
	}

	private static float[] concat(final float[]... parts) {
		int length = 0;
		for (final float[] part : parts)
			length = Math.addExact(length, part.length);
		final float[] all = new float[length];
		int at = 0;
		for (final float[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}

	@Override
	public int vocabSize() {
		return config.vocabSize();
	}

	@Override
	public int hiddenSize() {
		return config.hiddenSize();
	}

	@Override
	public int maxPositions() {
		return config.maxPositions();
	}

	@Override
	public float[] embed(final int... tokens) {
		final float[] rows = new float[tokens.length * config.hiddenSize()];
		for (int i = 0; i < tokens.length; i++)
			embedding.copyRow(Objects.checkIndex(tokens[i], config.vocabSize()), rows, i * config.hiddenSize());
		return rows;
	}

	@Override
	public DecodingState prefill(final List<Prompt> prompts, final int room) {
		return new JavaLlamaState(this, config, prompts, room);
	}

	/**
	 * Runs new positions, whose caches have room for them.
	 *
	 * @param x input embeddings (rows, H); afterwards the states before the final norm
	 */
	void forward(final float[] x, final List<Row> rows) {
		for (int from = 0; from < rows.size(); from += CHUNK) {
			final int to = Math.min(rows.size(), from + CHUNK);
			final float[] chunk = Arrays.copyOfRange(x, from * config.hiddenSize(), to * config.hiddenSize());
			forwardChunk(chunk, rows.subList(from, to));
			System.arraycopy(chunk, 0, x, from * config.hiddenSize(), chunk.length);
		}
	}

	private void forwardChunk(final float[] x, final List<Row> rows) {
		final int n = rows.size();
		final int queries = config.heads() * config.headDim();
		final int keys = config.kvHeads() * config.headDim();
		final int stride = queries + 2 * keys;
		final List<RotaryAngles> angles = rows.stream().map(row -> new RotaryAngles(frequencies, row.position())).toList();
		final float[] normed = new float[x.length]; // (n, H)
		final float[] projected = new float[n * stride]; // (n, queries + keys + values)
		final float[] mixed = new float[n * queries]; // (n, heads · d)
		final float[] gateUp = new float[n * 2 * config.intermediateSize()]; // (n, 2 I)
		final float[] wide = new float[n * config.intermediateSize()]; // (n, I)
		final float[] update = new float[x.length]; // (n, H)
		for (int i = 0; i < layers.size(); i++) {
			final Layer layer = layers.get(i);
			norm(x, layer.inputNorm, normed);
			layer.queryKeyValue.multiply(normed, n, projected);
			for (int row = 0; row < n; row++) {
				final int at = row * stride;
				for (int j = 0; j < stride; j++)
					projected[at + j] += layer.bias[j];
				angles.get(row).rotate(projected, at, config.heads() + config.kvHeads());
				rows.get(row).cache().put(i, rows.get(row).position(), projected, at + queries, at + queries + keys);
			}
			attention.attend(i, rows, projected, stride, mixed);
			layer.out.multiply(mixed, n, update);
			add(x, update);
			norm(x, layer.outputNorm, normed);
			layer.gateUp.multiply(normed, n, gateUp);
			siluProduct(gateUp, n, wide);
			layer.down.multiply(wide, n, update);
			add(x, update);
		}
	}

	/** @param states before the final norm (rows, H) @return logits (rows, V) */
	float[] logits(final float[] states) {
		final int n = states.length / config.hiddenSize();
		final float[] normed = new float[states.length];
		norm(states, norm, normed);
		final float[] logits = new float[n * config.vocabSize()];
		head.multiply(normed, n, logits);
		return logits;
	}

	/** Root-mean-square norm of each row. */
	private void norm(final float[] x, final float[] weight, final float[] out) {
		final int h = weight.length;
		for (int at = 0; at < x.length; at += h) {
			double squares = 0;
			for (int i = at; i < at + h; i++)
				squares += (double) x[i] * x[i];
			final float scale = (float) (1 / Math.sqrt(squares / h + config.rmsNormEps()));
			for (int i = 0; i < h; i++)
				out[at + i] = x[at + i] * scale * weight[i];
		}
	}

	private static void add(final float[] x, final float[] update) {
		for (int i = 0; i < x.length; i++)
			x[i] += update[i];
	}

	/** SwiGLU: silu(gate) · up for each row. */
	private void siluProduct(final float[] gateUp, final int n, final float[] out) {
		final int width = config.intermediateSize();
		Parallel.loop(n, 16L * n * width, (from, to) -> {
			for (int row = from; row < to; row++)
				for (int i = 0; i < width; i++) {
					final float gate = gateUp[row * 2 * width + i];
					out[row * width + i] = (float) (gate / (1 + Math.exp(-gate))) * gateUp[row * 2 * width + width + i];
				}
		});
	}
}
