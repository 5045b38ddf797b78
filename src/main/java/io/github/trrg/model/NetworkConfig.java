package io.github.trrg.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.trrg.nn.BertConfig;
import io.github.trrg.nn.ClueConfig;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.ResNet;
import io.github.trrg.nn.ResNetConfig;
import io.github.trrg.nn.TrrgNetwork;
import io.github.trrg.nn.VisualEncoder;

/**
 * The architecture part of {@code config.json}: sections {@code vision}, {@code text}, {@code language} and {@code clue} with the field names of
 * Hugging Face.
 *
 * @param vision builds the visual encoder
 * @param channels input channels of the visual encoder
 * @param lora adapter of the language model, or null
 */
record NetworkConfig(Function<Parameters.Scope, VisualEncoder> vision, int channels, BertConfig text, LlamaConfig language, ClueConfig clue, Lora lora) {

	private static final int LARGEST = 1 << 20;

	/** @throws io.github.trrg.common.TrrgException naming file and field of what is missing, impossible or unknown */
	static NetworkConfig of(final ConfigFile config) {
		final ConfigFile vision = config.requireObject("vision");
		vision.requireChoice("type", "resnet");
		final ResNetConfig resnet = resnet(vision);
		return new NetworkConfig(scope -> new ResNet(scope, resnet), resnet.channels(), bert(config.requireObject("text")),
			LlamaConfig.fromJson(config.requireObject("language").json()), clue(config.requireObject("clue")), config.has("lora") ? lora(config.requireObject("lora")) : null);
	}

	TrrgNetwork build(final Parameters parameters) {
		return new TrrgNetwork(parameters, vision, text, language, clue, lora);
	}

	private static ResNetConfig resnet(final ConfigFile json) {
		final List<Integer> sizes = Arrays.stream(json.requireInts("hidden_sizes", 1, LARGEST)).boxed().toList();
		final List<Integer> depths = Arrays.stream(json.requireInts("depths", 1, 1000)).boxed().toList();
		if (sizes.size() != depths.size()) throw json.wrong("depths", "as many numbers as hidden_sizes has");
		return new ResNetConfig(json.requireInt("num_channels", 1, 16), json.requireInt("embedding_size", 1, LARGEST), sizes, depths,
			json.requireChoice("layer_type", "basic", "bottleneck").equals("bottleneck"), json.optBoolean("downsample_in_first_stage", false),
			json.optBoolean("downsample_in_bottleneck", false));
	}

	private static BertConfig bert(final ConfigFile json) {
		return new BertConfig(json.requireInt("vocab_size", 1, LARGEST), json.requireInt("hidden_size", 1, LARGEST), json.requireInt("num_hidden_layers", 1, 1000),
			json.requireInt("num_attention_heads", 1, 1000), json.requireInt("intermediate_size", 1, LARGEST), json.requireInt("max_position_embeddings", 1, LARGEST),
			json.optInt("type_vocab_size", 2, 1, LARGEST), json.optDouble("layer_norm_eps", 1e-12, 0, 1));
	}

	private static ClueConfig clue(final ConfigFile json) {
		return new ClueConfig(json.requireInt("embedding_size", 1, LARGEST), json.requireInt("num_attention_heads", 1, 1000), json.optInt("visual_pool", 1, 1, 64));
	}

	private static Lora lora(final ConfigFile json) {
		return new Lora(json.requireInt("r", 1, 4096), json.requireDouble("lora_alpha", 1e-6, 1e6));
	}
}
