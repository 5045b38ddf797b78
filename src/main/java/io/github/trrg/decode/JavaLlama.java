package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import ai.djl.Device;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.CachedAttention.Recorder;
import io.github.trrg.decode.CachedAttention.Row;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/**
 * The LLaMA family (Llama, Mistral, Qwen2) in pure Java on the CPU: weights as they are stored, all else in 32 bits; where there is PyTorch, it reads
 * prompts that are not short. A sequence's results do not depend on what shares its batch, nor those of Java on the number of threads.
 */
public final class JavaLlama implements LanguageModel {

	/** Positions of a prompt that pass through the weights together. */
	private static final int CHUNK = 128;
	/** Positions of a prompt from which PyTorch is faster. */
	private static final int WORTH_TORCH = 16;

	private final LlamaConfig config;
	private final double[] frequencies;
	private final CachedAttention attention;
	private final TorchPrefill torch; // or null
	private final int worthTorch;
	private volatile int threads = Integer.MAX_VALUE;
	private Loaded loaded; // null once closed

	/** Weights of one decoder layer; projections that share an input are one matrix. */
	private record Layer(float[] inputNorm, Matrix queryKeyValue, Adapter queryKeyValueAdapter, float[] bias, Matrix out, Adapter outAdapter, float[] outputNorm,
		Matrix gateUp, Matrix down)
	{}

	/** Makes a matrix of stored ones. */
	private interface Loader {

		Matrix matrix(StoredMatrix... stored);
	}

	/** @param embedding (V, H) @param head (V, H) */
	private record Loaded(Matrix embedding, List<Layer> layers, float[] norm, Matrix head) {}

	/**
	 * Weights are copied to the heap where they take no more than half of what is free there, since that is faster; else they stay in their
	 * mapped files.
	 *
	 * @param weights by the names of Hugging Face's {@code LlamaForCausalLM}
	 * @param arithmetic must be available
	 * @param torch the CPU as PyTorch's device, to read prompts there; or null
	 * @throws TrrgException if a weight is missing or has another shape than {@code config} says
	 */
	public JavaLlama(final LlamaConfig config, final StoredWeights weights, final Arithmetic arithmetic, final Device torch) {
		this(config, weights, arithmetic, freeBytes() / 2, torch, WORTH_TORCH);
	}

	/** As above, without PyTorch. */
	public JavaLlama(final LlamaConfig config, final StoredWeights weights, final Arithmetic arithmetic) {
		this(config, weights, arithmetic, null);
	}

	/**
	 * As above.
	 *
	 * @param most bytes of weights to hold on the heap
	 * @param worthTorch positions of a prompt from which PyTorch reads it
	 */
	JavaLlama(final LlamaConfig config, final StoredWeights weights, final Arithmetic arithmetic, final long most, final Device torch, final int worthTorch) {
		this.config = config;
		frequencies = config.inverseFrequencies();
		attention = new CachedAttention(config, arithmetic);
		final LlamaTensors tensors = new LlamaTensors(config, weights);
		final boolean held = tensors.bytes() <= most;
		final Loader load = stored -> new Matrix(arithmetic, held, stored);
		final Matrix embedding = load.matrix(tensors.embedding);
		final List<Layer> layers = new ArrayList<>();
		for (final LlamaTensors.Layer layer : tensors.layers)
			layers.add(new Layer(layer.inputNorm(), load.matrix(layer.queryKeyValue()), Adapter.of(arithmetic, layer.queryKeyValue(), layer
				.queryKeyValueAdapters()), layer.bias(), load.matrix(layer.out()), Adapter.of(arithmetic, new StoredMatrix[] { layer.out() }, layer.outAdapter()),
				layer.outputNorm(), load.matrix(layer.gateUp()), load.matrix(layer.down())));
		this.worthTorch = worthTorch;
		this.torch = torch == null ? null : TorchPrefill.of(config, tensors, torch);
		loaded = new Loaded(embedding, layers, tensors.norm, tensors.head == tensors.embedding ? embedding : load.matrix(tensors.head));
	}

	private static long freeBytes() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
	}

	/** From now on at most so many threads work on a state, that of the caller among them; if fewer than there are cores, without PyTorch, which has its own. */
	public void limitThreads(final int most) {
		threads = most;
	}

	/** Those that work on one step. */
	Parallel threads() {
		return new Parallel(threads);
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
			loaded.embedding.copyRow(Objects.checkIndex(tokens[i], config.vocabSize()), rows, i * config.hiddenSize());
		return rows;
	}

	/** Lets the weights go; mapped files are unmapped when the garbage collector finds them unused. */
	@Override
	public void close() {
		loaded = null;
		if (torch != null) torch.close();
	}

	@Override
	public DecodingState prefill(final List<Prompt> prompts, final int room) {
		return new JavaLlamaState(this, config, prompts, room);
	}

	/** As {@link TorchPrefill#read}; null if it cannot, or the prompt is short. */
	float[] readOnTorch(final float[] embeddings, final KvCache cache, final Recorder recorder) {
		if (threads < Runtime.getRuntime().availableProcessors()) return null;
		return torch == null || embeddings.length < worthTorch * config.hiddenSize() ? null : torch.read(embeddings, cache, recorder);
	}

	/**
	 * Runs new positions, whose caches have room for them.
	 *
	 * @param x input embeddings (rows, H); afterwards the states before the final norm
	 */
	void forward(final Parallel threads, final float[] x, final List<Row> rows) {
		for (int from = 0; from < rows.size(); from += CHUNK) {
			final int to = Math.min(rows.size(), from + CHUNK);
			final float[] chunk = Arrays.copyOfRange(x, from * config.hiddenSize(), to * config.hiddenSize());
			forwardChunk(threads, chunk, rows.subList(from, to));
			System.arraycopy(chunk, 0, x, from * config.hiddenSize(), chunk.length);
		}
	}

	private void forwardChunk(final Parallel threads, final float[] x, final List<Row> rows) {
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
		for (int i = 0; i < config.layers(); i++) {
			final Layer layer = loaded.layers.get(i);
			norm(x, layer.inputNorm, normed);
			layer.queryKeyValue.multiply(threads, normed, n, projected);
			if (layer.queryKeyValueAdapter != null) layer.queryKeyValueAdapter.add(threads, normed, n, projected);
			for (int row = 0; row < n; row++) {
				final int at = row * stride;
				for (int j = 0; j < stride; j++)
					projected[at + j] += layer.bias[j];
				angles.get(row).rotate(projected, at, config.heads() + config.kvHeads());
				rows.get(row).cache().put(i, rows.get(row).position(), projected, at + queries, at + queries + keys);
			}
			attention.attend(threads, i, rows, projected, stride, mixed);
			layer.out.multiply(threads, mixed, n, update);
			if (layer.outAdapter != null) layer.outAdapter.add(threads, mixed, n, update);
			add(x, update);
			norm(x, layer.outputNorm, normed);
			layer.gateUp.multiply(threads, normed, n, gateUp);
			siluProduct(threads, gateUp, n, wide);
			layer.down.multiply(threads, wide, n, update);
			add(x, update);
		}
	}

	/** @param states before the final norm (rows, H) @return logits (rows, V) */
	float[] logits(final Parallel threads, final float[] states) {
		final int n = states.length / config.hiddenSize();
		final float[] normed = new float[states.length];
		norm(states, loaded.norm, normed);
		final float[] logits = new float[n * config.vocabSize()];
		loaded.head.multiply(threads, normed, n, logits);
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

	static void add(final float[] x, final float[] update) {
		for (int i = 0; i < x.length; i++)
			x[i] += update[i];
	}

	/** SwiGLU: silu(gate) · up for each row. */
	private void siluProduct(final Parallel threads, final float[] gateUp, final int n, final float[] out) {
		final int width = config.intermediateSize();
		threads.loop(n * width, 8L * n * width, (from, to) -> {
			for (int i = from; i < to; i++) {
				final int at = i / width * 2 * width + i % width;
				out[i] = gateUp[at] / (1 + Exponential.exp(-gateUp[at])) * gateUp[at + width];
			}
		});
	}
}
