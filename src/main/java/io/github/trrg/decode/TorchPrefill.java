package io.github.trrg.decode;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.decode.CachedAttention.Recorder;
import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.TorchWeight;

/**
 * Reads prompts on PyTorch, which multiplies many rows faster than Java does, and leaves keys and values where the Java decoder goes on. Weights are
 * used where they are mapped; those of 8 and 4 bits are turned into floating-point numbers a layer at a time. Products are computed in bfloat16 where
 * weights are stored in that or fewer bits and the CPU is fast at it, else in 32 bits.
 */
final class TorchPrefill implements AutoCloseable {

	/** A weight where it lies, and its adapter (out, r) and (r, in), scaled; both null where there is none. */
	private record Weight(TorchWeight stored, NDArray up, NDArray down) {

		Weight(final NDArray array) {
			this(TorchWeight.of(array), null, null);
		}
	}

	private final LlamaConfig config;
	private final double[] frequencies;
	private final NDManager weights;
	private final NDArray like; // (d), of the type to compute in
	private final List<List<Weight>> layers = new ArrayList<>(); // the last arguments of the kernel decoder_layer

	private TorchPrefill(final LlamaConfig config, final LlamaTensors tensors, final Device device) {
		this.config = config;
		frequencies = config.inverseFrequencies();
		weights = Torch.newManager(device);
		final NDArray single = weights.zeros(new Shape(config.headDim()));
		final Storage storage = tensors.layers.get(0).out().storage();
		like = storage != Storage.F32 && storage != Storage.F16 && isFastBfloat16(single) ? Kernels.run("round_bfloat16", single) : single;
		final long queries = (long) config.heads() * config.headDim();
		final long keys = (long) config.kvHeads() * config.headDim();
		for (final LlamaTensors.Layer layer : tensors.layers) {
			final List<Weight> arguments = new ArrayList<>(List.of(new Weight(weights.create(layer.inputNorm()))));
			for (int i = 0; i < layer.queryKeyValue().length; i++)
				arguments.add(weight(layer.queryKeyValue()[i], layer.queryKeyValueAdapters()[i]));
			for (final NDArray bias : weights.create(layer.bias()).split(new long[] { queries, queries + keys }))
				arguments.add(new Weight(bias));
			arguments.addAll(List.of(weight(layer.out(), layer.outAdapter()), new Weight(weights.create(layer.outputNorm()))));
			for (final StoredMatrix matrix : layer.gateUp())
				arguments.add(weight(matrix, null));
			arguments.add(weight(layer.down(), null));
			layers.add(arguments);
		}
	}

	/** @return null if weights are not outside the heap in one piece each, where PyTorch can use them */
	static TorchPrefill of(final LlamaConfig config, final LlamaTensors tensors, final Device device) {
		final boolean usable = tensors.layers.stream().flatMap(layer -> Stream.of(Stream.of(layer.queryKeyValue()), Stream.of(layer.gateUp()), Stream.of(layer.out(),
			layer.down())).flatMap(matrices -> matrices)).allMatch(TorchWeight::isPossible);
		return usable ? new TorchPrefill(config, tensors, device) : null;
	}

	private static boolean isFastBfloat16(final NDArray like) {
		try {
			return Kernels.run("fast_bfloat16", like).getFloat(0) == 1;
		}
		catch (final RuntimeException e) {
			return false; // a PyTorch without oneDNN
		}
	}

	private Weight weight(final StoredMatrix matrix, final Lora.Adapter adapter) {
		final TorchWeight stored = TorchWeight.of(weights, matrix);
		if (adapter == null) return new Weight(stored, null, null);
		return new Weight(stored, weights.create(adapter.up(), new Shape(matrix.rows(), adapter.rank())).mul(adapter.scale()), weights.create(adapter.down(),
			new Shape(adapter.rank(), matrix.columns())));
	}

	/**
	 * @param embeddings of a whole prompt (T, H)
	 * @param cache gets its keys and values; has room for them
	 * @param recorder gets the attention of the last position, or null
	 * @return the state of the last position before the final norm (H)
	 */
	float[] read(final float[] embeddings, final KvCache cache, final Recorder recorder) {
		final int length = embeddings.length / config.hiddenSize();
		try (NDManager step = Torch.newManager(weights.getDevice())) {
			final NDArray angles = angles(step, length);
			final NDList common = new NDList(like, angles.cos(), angles.sin(), step.create((float) config.rmsNormEps()));
			final NDArray visible = step.zeros(new Shape(1, 1, 1, length));
			NDArray x = step.create(embeddings, new Shape(length, config.hiddenSize()));
			for (int i = 0; i < layers.size(); i++) {
				final NDArray wanted = step.zeros(new Shape(i < layers.size() - 1 ? length : 1)); // of the last layer, the last position alone
				final NDList arguments = new NDList(x, wanted);
				arguments.addAll(common);
				final NDList turned = new NDList();
				for (final Weight weight : layers.get(i)) {
					NDArray numbers = weight.stored.numbers();
					if (weight.stored.isRounded()) turned.add(numbers = weight.stored.values(like));
					if (weight.up != null) turned.add(numbers = Kernels.run("adapted", numbers, weight.up, weight.down));
					arguments.add(numbers);
				}
				final NDList results = Kernels.runAll("decoder_layer", arguments.toArray(NDArray[]::new));
				turned.close();
				x.close();
				x = results.remove(0);
				cache.putAll(i, numbers(results.get(2)), numbers(results.get(3)));
				if (recorder != null) recorder.addMean(Kernels.run("last_attention", results.get(0), results.get(1), visible).toFloatArray());
				results.close();
			}
			return x.toFloatArray();
		}
	}

	/** Where they are; until the array is closed. */
	private static FloatBuffer numbers(final NDArray array) {
		return array.toByteBuffer(true).asFloatBuffer();
	}

	/** (T, 1, d / 2) */
	private NDArray angles(final NDManager step, final int length) {
		final float[] angles = new float[length * frequencies.length];
		for (int i = 0; i < angles.length; i++)
			angles[i] = i / frequencies.length * (float) frequencies[i % frequencies.length]; // in 32 bits, as models were trained
		return step.create(angles, new Shape(length, 1, frequencies.length));
	}

	@Override
	public void close() {
		weights.close();
	}
}
