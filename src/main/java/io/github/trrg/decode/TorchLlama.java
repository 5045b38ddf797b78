package io.github.trrg.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Llama;

/** The LLaMA family on PyTorch, on any device. Serves a network in memory, which stays its owner's to close. */
public final class TorchLlama implements LanguageModel {

	private final Llama llama;
	private final Device device;

	/** @param device where the parameters are */
	public TorchLlama(final Llama llama, final Device device) {
		this.llama = llama;
		this.device = device;
	}

	@Override
	public int vocabSize() {
		return llama.config().vocabSize();
	}

	@Override
	public int hiddenSize() {
		return llama.config().hiddenSize();
	}

	@Override
	public int maxPositions() {
		return llama.config().maxPositions();
	}

	@Override
	public float[] embed(final int... tokens) {
		try (NDManager manager = Torch.newManager(device)) {
			final long[] ids = Arrays.stream(tokens).mapToLong(token -> Objects.checkIndex(token, vocabSize())).toArray();
			return llama.embed(manager.create(ids, new Shape(ids.length))).toFloatArray();
		}
	}

	@Override
	public DecodingState prefill(final List<Prompt> prompts, final int room) {
		return new TorchLlamaState(llama, device, prompts, room);
	}
}
