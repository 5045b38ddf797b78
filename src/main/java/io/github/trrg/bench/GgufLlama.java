package io.github.trrg.bench;

import java.util.ArrayList;
import java.util.List;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;

/** A language model as a GGUF file of the architecture {@code llama}. */
final class GgufLlama {

	private static final int NORMAL = 1, UNKNOWN = 2, CONTROL = 3, BYTE = 6;
	private static final int FIRST_BYTE = 3, BYTES = 256;
	/** Inputs that a block holds at most. */
	private static final int GROUP = 32;

	private GgufLlama() {}

	/**
	 * The file but its tokenizer.
	 *
	 * @param weights unrounded, read while the file is written
	 * @param prefix what their names have before those of {@code LlamaForCausalLM}
	 * @param type of the matrices; tables of 4 bits have 8, as in our own files, and what does not divide into blocks has 32
	 * @throws TrrgException if the architecture has no such file
	 */
	static GgufWriter of(final LlamaConfig c, final Weights weights, final String prefix, final GgufType type, final Progress progress) {
		if (c.attentionBias() || c.ropeScaling() != null)
			throw new TrrgException("GGUF files are written of models without attention biases and scaled rotary frequencies only.");
		final GgufWriter writer = new GgufWriter().text("general.architecture", "llama").text("general.name", "benchmark").count("llama.vocab_size", c.vocabSize())
			.count("llama.context_length", c.maxPositions()).count("llama.embedding_length", c.hiddenSize()).count("llama.feed_forward_length", c.intermediateSize())
			.count("llama.block_count", c.layers()).count("llama.attention.head_count", c.heads()).count("llama.attention.head_count_kv", c.kvHeads())
			.count("llama.attention.key_length", c.headDim()).count("llama.attention.value_length", c.headDim()).count("llama.rope.dimension_count", c.headDim())
			.number("llama.attention.layer_norm_rms_epsilon", c.rmsNormEps()).number("llama.rope.freq_base", c.ropeTheta());
		for (final LlamaTensor tensor : LlamaTensor.of(c)) {
			final String name = prefix + tensor.name();
			if (!weights.names().contains(name))
				throw new TrrgException("The language model's weights lack the tensor " + name + ". Do weights and config.json belong together?");
			writer.tensor(tensor.gguf(), type(tensor, type), tensor.shape(), row -> {
				progress.checkCanceled();
				return weights.floats(name, (long) source(tensor, row) * tensor.columns(), tensor.columns());
			});
		}
		return writer;
	}

	/** Adds a tokenizer of placeholders, without which programs do not load a file; which text tokens stand for does not matter to speed. */
	static GgufWriter withPlaceholders(final GgufWriter writer, final int vocabulary) {
		final List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
		for (int value = 0; value < BYTES; value++)
			tokens.add(String.format("<0x%02X>", value));
		for (int id = tokens.size(); id < vocabulary; id++)
			tokens.add("token" + id);
		final int[] types = new int[vocabulary];
		for (int id = 0; id < vocabulary; id++)
			types[id] = id == 0 ? UNKNOWN : id < FIRST_BYTE ? CONTROL : id < FIRST_BYTE + BYTES ? BYTE : NORMAL;
		return writer.text("tokenizer.ggml.model", "llama").texts("tokenizer.ggml.tokens", tokens.subList(0, vocabulary)).numbers("tokenizer.ggml.scores",
			new float[vocabulary]).counts("tokenizer.ggml.token_type", types).count("tokenizer.ggml.bos_token_id", 1).count("tokenizer.ggml.eos_token_id", 2);
	}

	private static GgufType type(final LlamaTensor tensor, final GgufType wanted) {
		if (tensor.isNorm() || tensor.columns() % GROUP != 0) return GgufType.F32;
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
