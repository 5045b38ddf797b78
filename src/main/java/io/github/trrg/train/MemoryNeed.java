package io.github.trrg.train;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Parameters;

/**
 * What a stage needs beside the model, which is in memory already. All in bytes.
 *
 * @param gradients one number per trained weight
 * @param moments two numbers per trained weight, of the optimiser
 * @param activations what the backward pass needs of the forward pass of a batch
 * @param free memory of the device
 */
public record MemoryNeed(long gradients, long moments, long activations, long free) {

	/**
	 * Estimates it, rather too high, as some results share memory. Activations are those that the network makes of one study and of two,
	 * carried on to a whole batch.
	 *
	 * @param trained what is trained, by name
	 * @param batch studies per step
	 */
	static <B> MemoryNeed of(final Parameters parameters, final Map<String, NDArray> trained, final Objective<B> objective, final int batch) {
		final long weights = trained.values().stream().mapToLong(MemoryNeed::bytes).sum();
		final long free = DeviceMemory.of(parameters.device()).free();
		final long one = activations(parameters, objective, 1);
		final int most = Math.min(batch, objective.size());
		final long more = most > 1 ? Math.max(0, activations(parameters, objective, 2) - one) : 0;
		return new MemoryNeed(weights, 2 * weights, one + (most - 1) * more, free);
	}

	/** A forward pass with gradients leaves all its results in the manager of the step. */
	private static <B> long activations(final Parameters parameters, final Objective<B> objective, final int studies) {
		try (NDManager step = Torch.newManager(parameters.device())) {
			Torch.setGradients(true);
			objective.loss(step, objective.prepare(IntStream.range(0, studies).toArray(), 1, 0));
			return step.getManagedArrays().stream().mapToLong(MemoryNeed::bytes).sum() + parameters.bytesOfLayer();
		}
	}

	private static long bytes(final NDArray array) {
		return array.size() * array.getDataType().getNumOfBytes();
	}

	/** Bytes in all. */
	public long total() {
		return LongStream.of(gradients, moments, activations).sum();
	}

	public boolean fits() {
		return total() <= free;
	}

	@Override
	public String toString() {
		return "needs up to " + DeviceMemory.text(total()) + " of memory (gradients " + DeviceMemory.text(gradients) + ", optimiser " + DeviceMemory.text(moments) +
			", a batch " + DeviceMemory.text(activations) + "), free are " + DeviceMemory.text(free);
	}
}
