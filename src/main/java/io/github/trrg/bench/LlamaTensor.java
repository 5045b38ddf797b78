package io.github.trrg.bench;

import java.util.ArrayList;
import java.util.List;

import io.github.trrg.nn.LlamaConfig;

/**
 * A tensor of a LLaMA-family decoder.
 *
 * @param name of Hugging Face's {@code LlamaForCausalLM}
 * @param gguf name in GGUF files of the architecture {@code llama}
 * @param rows outputs; 1 of a norm
 * @param columns inputs, or the length of a norm
 * @param rotated heads whose rows are rotated by position, 0 where none are
 */
record LlamaTensor(String name, String gguf, int rows, int columns, int rotated) {

	boolean isNorm() {
		return name.endsWith("norm.weight");
	}

	/** Whether it has a row per token. */
	boolean isTable() {
		return name.equals("model.embed_tokens.weight") || name.equals("lm_head.weight");
	}

	long[] shape() {
		return isNorm() ? new long[] { columns } : new long[] { rows, columns };
	}

	static List<LlamaTensor> of(final LlamaConfig c) {
		final int h = c.hiddenSize(), queries = c.heads() * c.headDim(), keys = c.kvHeads() * c.headDim(), wide = c.intermediateSize();
		final List<LlamaTensor> all = new ArrayList<>();
		all.add(new LlamaTensor("model.embed_tokens.weight", "token_embd.weight", c.vocabSize(), h, 0));
		for (int i = 0; i < c.layers(); i++) {
			final String layer = "model.layers." + i + ".", block = "blk." + i + ".";
			all.add(new LlamaTensor(layer + "input_layernorm.weight", block + "attn_norm.weight", 1, h, 0));
			all.add(new LlamaTensor(layer + "self_attn.q_proj.weight", block + "attn_q.weight", queries, h, c.heads()));
			all.add(new LlamaTensor(layer + "self_attn.k_proj.weight", block + "attn_k.weight", keys, h, c.kvHeads()));
			all.add(new LlamaTensor(layer + "self_attn.v_proj.weight", block + "attn_v.weight", keys, h, 0));
			all.add(new LlamaTensor(layer + "self_attn.o_proj.weight", block + "attn_output.weight", h, queries, 0));
			all.add(new LlamaTensor(layer + "post_attention_layernorm.weight", block + "ffn_norm.weight", 1, h, 0));
			all.add(new LlamaTensor(layer + "mlp.gate_proj.weight", block + "ffn_gate.weight", wide, h, 0));
			all.add(new LlamaTensor(layer + "mlp.up_proj.weight", block + "ffn_up.weight", wide, h, 0));
			all.add(new LlamaTensor(layer + "mlp.down_proj.weight", block + "ffn_down.weight", h, wide, 0));
		}
		all.add(new LlamaTensor("model.norm.weight", "output_norm.weight", 1, h, 0));
		if (!c.tieWordEmbeddings()) all.add(new LlamaTensor("lm_head.weight", "output.weight", c.vocabSize(), h, 0));
		return all;
	}
}
