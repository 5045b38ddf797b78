package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.trrg.decode.CachedAttention.Recorder;
import io.github.trrg.decode.CachedAttention.Row;
import io.github.trrg.nn.LlamaConfig;

/** Rows of {@link JavaLlama}. */
final class JavaLlamaState implements DecodingState {

	/** One row: its cache, its prompt, and the attention of its last position. */
	private record Sequence(KvCache cache, Prompt prompt, Recorder recorder) {}

	private final JavaLlama model;
	private final LlamaConfig config;
	private List<Sequence> sequences = new ArrayList<>();
	private float[] logits; // (rows, V)
	private int room;

	JavaLlamaState(final JavaLlama model, final LlamaConfig config, final List<Prompt> prompts, final int room) {
		this.model = model;
		this.config = config;
		this.room = room;
		final int h = config.hiddenSize();
		final float[] states = new float[prompts.size() * h]; // of the last positions
		final List<Integer> rest = new ArrayList<>();
		for (int i = 0; i < prompts.size(); i++) {
			final Prompt prompt = prompts.get(i);
			final Sequence sequence = new Sequence(new KvCache(config, prompt.length(config, room)), prompt, recorder(prompt));
			sequences.add(sequence);
			final float[] state = model.readOnTorch(prompt.embeddings(), sequence.cache, sequence.recorder);
			if (state == null) rest.add(i);
			else System.arraycopy(state, 0, states, i * h, h);
		}
		try (Parallel threads = model.threads()) {
			read(threads, rest, states);
			logits = model.logits(threads, states);
		}
	}

	/** Reads the prompts of these sequences together, in Java. */
	private void read(final Parallel threads, final List<Integer> numbers, final float[] states) {
		final int h = config.hiddenSize();
		final float[] x = new float[numbers.stream().mapToInt(i -> sequences.get(i).prompt.embeddings().length).sum()];
		final List<Row> rows = new ArrayList<>();
		final List<Integer> last = new ArrayList<>();
		for (final int i : numbers) {
			final Sequence sequence = sequences.get(i);
			final int length = sequence.prompt.embeddings().length / h;
			System.arraycopy(sequence.prompt.embeddings(), 0, x, rows.size() * h, length * h);
			for (int position = 0; position < length; position++)
				rows.add(new Row(sequence.cache, position, position == length - 1 ? sequence.recorder : null));
			last.add(rows.size() - 1);
		}
		model.forward(threads, x, rows);
		for (int i = 0; i < numbers.size(); i++)
			System.arraycopy(x, last.get(i) * h, states, numbers.get(i) * h, h);
	}

	private Recorder recorder(final Prompt prompt) {
		return prompt.from() == prompt.to() ? null : new Recorder(config, prompt.from(), prompt.to());
	}

	@Override
	public int rows() {
		return sequences.size();
	}

	@Override
	public float[] logits(final int row) {
		return Arrays.copyOfRange(logits, row * config.vocabSize(), (row + 1) * config.vocabSize());
	}

	@Override
	public float[] attention(final int row) {
		final Recorder recorder = sequences.get(row).recorder;
		return recorder == null ? new float[0] : recorder.mean(config);
	}

	@Override
	public void step(final int[] parents, final int[] tokens) {
		if (room-- == 0) throw new IllegalStateException("More steps than the cache has room for");
		final float[] x = model.embed(tokens);
		final List<Sequence> next = new ArrayList<>();
		final boolean[] taken = new boolean[sequences.size()];
		for (final int parent : parents) {
			final Sequence old = sequences.get(parent);
			next.add(new Sequence(taken[parent] ? old.cache.fork() : old.cache, old.prompt, recorder(old.prompt)));
			taken[parent] = true;
		}
		final List<Row> rows = next.stream().map(sequence -> new Row(sequence.cache, sequence.cache.append(), sequence.recorder)).toList();
		sequences = next;
		try (Parallel threads = model.threads()) {
			model.forward(threads, x, rows);
			logits = model.logits(threads, x);
		}
	}

	@Override
	public void close() {
		sequences = List.of();
		logits = new float[0];
	}
}
