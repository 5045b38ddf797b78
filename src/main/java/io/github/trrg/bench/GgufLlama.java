package io.github.trrg.bench;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;

/** A language model as a GGUF file of the architecture {@code llama}, without a tokenizer: which text its tokens stand for does not matter. */
final class GgufLlama {

	private GgufLlama() {}

	/**
	 * @param weights unrounded, read while the file is written
	 * @param prefix what their names have before those of {@code LlamaForCausalLM}
	 * @param type of the matrices; tables and what does not divide into blocks stay wider, as in our own files
	 * @throws TrrgException if the architecture has no such file
	 */
	static GgufWriter of(final LlamaConfig c, final Weights weights, final String prefix, final GgufType type, final Progress progress) {
		if (c.attentionBias() || c.ropeScaling() != null) throw new TrrgException("GGUF files are written of models without attention biases and scaled rotary frequencies only.");
		final GgufWriter writer = new GgufWriter().text("general.architecture", "llama").text("general.name", "benchmark").count("llama.vocab_size", c.vocabSize())
			.count("llama.context_length", c.maxPositions()).count("llama.embedding_length", c.hiddenSize()).count("llama.feed_forward_length", c.intermediateSize())
			.count("llama.block_count", c.layers()).count("llama.attention.head_count", c.heads()).count("llama.attention.head_count_kv", c.kvHeads())
			.count("llama.attention.key_length", c.headDim()).count("llama.attention.value_length", c.headDim()).count("llama.rope.dimension_count", c.headDim())
			.number("llama.attention.layer_norm_rms_epsilon", c.rmsNormEps()).number("llama.rope.freq_base", c.ropeTheta());
		for (final LlamaTensor tensor : LlamaTensor.of(c)) {
			final String name = prefix + tensor.name();
			if (!weights.names().contains(name)) throw new TrrgException("The language model's weights lack the tensor " + name + ". Do weights and config.json belong together?");
			writer.tensor(tensor.gguf(), type(tensor, type), tensor.shape(), row -> {
				progress.checkCanceled();
				return weights.floats(name, (long) source(tensor, row) * tensor.columns(), tensor.columns());
			});
		}
		return writer;
	}

	private static GgufType type(final LlamaTensor tensor, final GgufType wanted) {
		if (tensor.isNorm()) return GgufType.F32;
		if (tensor.columns() % wanted.block != 0) return GgufType.F16;
		return wanted == GgufType.Q4_0 && tensor.isTable() ? GgufType.Q8_0 : wanted;
	}

	/**
	 * Hugging Face rotates number j of a head together with j + d / 2, {@code llama} 2 j together with 2 j + 1: rows are put in that order.
	 *
	 * @return the row there of a row here
	 */
	static int source(final LlamaTensor tensor, final int row) {
		if (tensor.rotated() == 0) return row;
		final int width = tensor.rows() / tensor.rotated(), inHead = row % width;
		return row - inHead + inHead % 2 * (width / 2) + inHead / 2;
	}
}
