package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Masks;

/** Rows of {@link TorchLlama}: one batch, padded on the left so that all rows end together. */
final class TorchLlamaState implements DecodingState {

	private final Llama llama;
	private final NDManager cache;
	private List<Prompt> prompts; // of each row
	private int[] padding; // of each row
	private int length; // positions of every row, padding included
	private int room;
	private Llama.Pass past;
	private float[][] logits; // (rows, V)
	private float[][] attention; // (rows, length), mean over layers and heads; null if nobody records

	TorchLlamaState(final Llama llama, final Device device, final List<Prompt> prompts, final int room) {
		this.llama = llama;
		this.room = room;
		this.prompts = prompts;
		final int h = llama.config().hiddenSize();
		final int[] lengths = prompts.stream().mapToInt(prompt -> prompt.length(llama.config(), room)).toArray();
		length = Arrays.stream(lengths).max().orElseThrow();
		padding = Arrays.stream(lengths).map(own -> length - own).toArray();
		final float[] inputs = new float[prompts.size() * length * h];
		final float[] positions = new float[prompts.size() * length];
		for (int row = 0; row < prompts.size(); row++) {
			final float[] embeddings = prompts.get(row).embeddings();
			System.arraycopy(embeddings, 0, inputs, (row * length + padding[row]) * h, embeddings.length);
			for (int i = 0; i < length; i++)
				positions[row * length + i] = Math.max(0, i - padding[row]);
		}
		cache = Torch.newManager(device);
		try (NDManager step = Torch.newManager(device)) {
			run(step, step.create(inputs, new Shape(prompts.size(), length, h)), positions);
		}
	}

	/** Runs the last positions of all rows, as many as there are inputs (B, T, H). */
	private void run(final NDManager step, final NDArray inputs, final float[] positions) {
		final int rows = padding.length;
		final int count = (int) inputs.getShape().get(1);
		final float[] keep = new float[rows * length];
		for (int row = 0; row < rows; row++)
			Arrays.fill(keep, row * length + padding[row], (row + 1) * length, 1);
		final NDArray mask = Masks.causal(step.create(keep, new Shape(rows, length)), count);
		final boolean records = prompts.stream().anyMatch(prompt -> prompt.to() > prompt.from());
		final List<NDArray> attended = records ? new ArrayList<>() : null;
		past = llama.forward(inputs, step.create(positions, new Shape(rows, count)), mask, past, 0, attended);
		past.keys().forEach(keys -> keys.attach(cache));
		past.values().forEach(values -> values.attach(cache));
		logits = split(llama.logits(past.hidden().get(":, -1")), rows);
		if (records) {
			NDArray sum = attended.get(0);
			for (final NDArray layer : attended.subList(1, attended.size()))
				sum = sum.add(layer);
			attention = split(sum.div(attended.size()), rows);
		}
	}

	private static float[][] split(final NDArray values, final int rows) {
		final float[] all = values.toFloatArray();
		final int width = all.length / rows;
		return IntStream.range(0, rows).mapToObj(row -> Arrays.copyOfRange(all, row * width, (row + 1) * width)).toArray(float[][]::new);
	}

	@Override
	public int rows() {
		return padding.length;
	}

	@Override
	public float[] logits(final int row) {
		return logits[row].clone();
	}

	@Override
	public float[] attention(final int row) {
		final Prompt prompt = prompts.get(row);
		return prompt.to() == prompt.from() ? new float[0] : Arrays.copyOfRange(attention[row], padding[row] + prompt.from(), padding[row] + prompt.to());
	}

	@Override
	public void step(final int[] parents, final int[] tokens) {
		if (room-- == 0) throw new IllegalStateException("More steps than the cache has room for");
		try (NDManager step = Torch.newManager(cache.getDevice())) {
			// What the step replaces goes with it.
			past.keys().forEach(keys -> keys.attach(step));
			past.values().forEach(values -> values.attach(step));
			if (!Arrays.equals(parents, IntStream.range(0, rows()).toArray())) select(step, parents);
			length++;
			final float[] positions = new float[rows()];
			for (int row = 0; row < positions.length; row++)
				positions[row] = length - 1 - padding[row];
			final long[] ids = Arrays.stream(tokens).mapToLong(token -> token).toArray();
			run(step, llama.embed(step.create(ids, new Shape(ids.length, 1))), positions);
		}
	}

	private void select(final NDManager step, final int[] parents) {
		final NDArray rows = step.create(Arrays.stream(parents).mapToLong(parent -> parent).toArray());
		past = new Llama.Pass(past.hidden(), past.keys().stream().map(keys -> keys.get(rows)).toList(), past.values().stream().map(values -> values.get(rows))
			.toList());
		final List<Prompt> oldPrompts = prompts;
		final int[] oldPadding = padding;
		prompts = Arrays.stream(parents).mapToObj(oldPrompts::get).toList();
		padding = Arrays.stream(parents).map(parent -> oldPadding[parent]).toArray();
	}

	@Override
	public void close() {
		cache.close();
	}
}
