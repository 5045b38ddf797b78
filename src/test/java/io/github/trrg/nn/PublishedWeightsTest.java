package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** The networks compute with published weights what the published implementation computes. */
class PublishedWeightsTest {

	@Test
	void resnet() {
		try (PublishedModel model = PublishedModel.open("resnet", 2e-4)) {
			final ResNetConfig config = ResNetConfig.fromJson(model.config());
			final NDArray pixels = model.floats("pixel_values");
			for (int stages = 0; stages <= config.depths().size(); stages++)
				model.assertMatches("hidden_states." + stages, new ResNet(model.parameters().root(), firstStages(config, stages)).features(pixels, false));
			final ResNet whole = new ResNet(model.parameters().root(), config);
			model.assertComplete(name -> name.endsWith(".num_batches_tracked"));
			model.assertMatches("last_hidden_state", whole.features(pixels, false));
			model.assertMatches("pooler_output", whole.encode(pixels, false).mean(new int[] { 1 }).reshape(2, 96, 1, 1));
		}
	}

	private static ResNetConfig firstStages(final ResNetConfig c, final int stages) {
		return new ResNetConfig(c.channels(), c.embeddingSize(), c.hiddenSizes().subList(0, stages), c.depths().subList(0, stages), c.bottleneck(),
			c.downsampleInFirstStage(), c.downsampleInBottleneck());
	}

	@Test
	void swin() {
		try (PublishedModel model = PublishedModel.open("swin", 1e-4)) {
			final Swin swin = new Swin(model.parameters().root(), SwinConfig.fromJson(model.config()));
			model.assertComplete(name -> name.endsWith(".relative_position_index"));
			final NDArray pixels = model.floats("pixel_values");
			final List<Swin.State> states = swin.states(pixels, true);
			for (int i = 0; i < states.size(); i++)
				model.assertMatches("hidden_states." + i, states.get(i).tokens());
			model.assertMatches("attentions.0", states.get(1).attention().get(":8"));
			model.assertMatches("attentions.last", states.get(3).attention());
			final NDArray tokens = swin.encode(pixels, false);
			model.assertMatches("last_hidden_state", tokens);
			model.assertMatches("pooler_output", tokens.mean(new int[] { 1 }));
		}
	}

	@Test
	void bert() {
		try (PublishedModel model = PublishedModel.open("bert", 1e-4)) {
			final Bert bert = new Bert(model.parameters().root(), BertConfig.fromJson(model.config()));
			model.assertComplete(name -> name.startsWith("pooler."));
			final List<NDArray> states = bert.hiddenStates(model.longs("input_ids"), model.mask("attention_mask"), model.longs("token_type_ids"));
			for (int i = 0; i < states.size(); i++)
				model.assertMatches("hidden_states." + i, states.get(i));
			model.assertMatches("last_hidden_state", states.get(states.size() - 1));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "qwen2", "mistral" })
	void languageModelReadsPrompts(final String name) {
		try (PublishedModel model = PublishedModel.open(name, 2e-4)) {
			final Llama llama = new Llama(model.parameters().root(), LlamaConfig.fromJson(model.config()), null);
			model.assertComplete(unused -> false);
			for (int prompt = 0; prompt < 2; prompt++) {
				final NDArray ids = model.longs("prompt." + prompt + ".input_ids");
				final Llama.Pass pass = llama.forward(llama.embed(ids), positions(ids), Masks.causal(ones(ids), length(ids)), null, 0);
				model.assertMatches("prompt." + prompt + ".hidden_states.0", llama.embed(ids));
				model.assertMatches("prompt." + prompt + ".hidden_states." + llama.config().layers(), pass.hidden());
				model.assertMatches("prompt." + prompt + ".logits", llama.logits(pass.hidden()));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "qwen2", "mistral" })
	void languageModelReadsLeftPaddedBatch(final String name) {
		try (PublishedModel model = PublishedModel.open(name, 2e-4)) {
			final Llama llama = new Llama(model.parameters().root(), LlamaConfig.fromJson(model.config()), null);
			final NDArray ids = model.longs("batch.input_ids");
			final NDArray mask = model.mask("batch.attention_mask");
			final Llama.Pass pass = llama.forward(llama.embed(ids), model.mask("batch.position_ids"), Masks.causal(mask, length(ids)), null, 0);
			final float[] real = mask.toFloatArray();
			final int vocabulary = llama.config().vocabSize();
			model.assertMatches("batch.logits", llama.logits(pass.hidden()).toFloatArray(), i -> real[i / vocabulary] == 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "qwen2", "mistral" })
	void languageModelContinuesGreedily(final String name) {
		try (PublishedModel model = PublishedModel.open(name, 2e-4)) {
			final Llama llama = new Llama(model.parameters().root(), LlamaConfig.fromJson(model.config()), null);
			for (int prompt = 0; prompt < 2; prompt++) {
				final NDArray ids = model.longs("prompt." + prompt + ".input_ids");
				final List<NDArray> logits = greedy(llama, ids, ones(ids), positions(ids), 16);
				model.assertMatches("prompt." + prompt + ".greedy_logits", ai.djl.ndarray.NDArrays.concat(new ai.djl.ndarray.NDList(logits), 0));
				assertArrayEquals(model.expected().longs("prompt." + prompt + ".greedy_ids"), chosen(logits, 0));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "llama", "qwen2", "mistral" })
	void languageModelContinuesLeftPaddedBatchGreedily(final String name) {
		try (PublishedModel model = PublishedModel.open(name, 2e-4)) {
			final Llama llama = new Llama(model.parameters().root(), LlamaConfig.fromJson(model.config()), null);
			final List<NDArray> logits = greedy(llama, model.longs("batch.input_ids"), model.mask("batch.attention_mask"), model.mask("batch.position_ids"), 16);
			for (int prompt = 0; prompt < 2; prompt++)
				assertArrayEquals(model.expected().longs("prompt." + prompt + ".greedy_ids"), chosen(logits, prompt));
		}
	}

	/** @return the logits (B, vocabulary) each token was taken from, through the cache */
	private static List<NDArray> greedy(final Llama llama, final NDArray ids, final NDArray mask, final NDArray positions, final int count) {
		final NDManager step = ids.getManager();
		final long batch = ids.getShape().get(0);
		final List<NDArray> logits = new ArrayList<>();
		Llama.Pass pass = llama.forward(llama.embed(ids), positions, Masks.causal(mask, length(ids)), null, 0);
		NDArray keep = mask;
		NDArray position = positions.get(":, -1:");
		for (int i = 0; i < count; i++) {
			logits.add(llama.logits(pass.hidden().get(":, -1"))); // (B, vocabulary)
			final NDArray next = logits.get(i).argMax(1).reshape(batch, 1);
			keep = keep.concat(step.ones(new Shape(batch, 1)), 1);
			position = position.add(1);
			pass = llama.forward(llama.embed(next), position, Masks.causal(keep, 1), pass, 0);
		}
		return logits;
	}

	private static long[] chosen(final List<NDArray> logits, final int row) {
		return logits.stream().mapToLong(step -> step.get(row).argMax().getLong()).toArray();
	}

	private static int length(final NDArray ids) {
		return (int) ids.getShape().get(1);
	}

	private static NDArray ones(final NDArray ids) {
		return ids.getManager().ones(ids.getShape());
	}

	private static NDArray positions(final NDArray ids) {
		return ids.getManager().arange(0, length(ids), 1, DataType.FLOAT32).reshape(ids.getShape());
	}
}
