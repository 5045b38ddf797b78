package io.github.trrg.model;

import java.util.function.Function;

import io.github.trrg.common.JsonFields;
import io.github.trrg.nn.BertConfig;
import io.github.trrg.nn.ClueConfig;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.ResNet;
import io.github.trrg.nn.ResNetConfig;
import io.github.trrg.nn.Swin;
import io.github.trrg.nn.SwinConfig;
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
public record NetworkConfig(Function<Parameters.Scope, VisualEncoder> vision, int channels, BertConfig text, LlamaConfig language, ClueConfig clue, Lora lora) {

	private static final int LARGEST = 1 << 20;

	/** @throws io.github.trrg.common.TrrgException naming file and field of what is missing, impossible or unknown */
	static NetworkConfig of(final JsonFields config) {
		final JsonFields vision = config.requireObject("vision");
		final int channels = vision.requireInt("num_channels", 1, 16);
		return new NetworkConfig(vision(vision), channels, BertConfig.fromJson(config.requireObject("text")),
			LlamaConfig.fromJson(config.requireObject("language")), clue(config.requireObject("clue")),
			config.has("lora") ? lora(config.requireObject("lora")) : null);
	}

	/** @param vision section of that name @return builds the encoder in a scope */
	public static Function<Parameters.Scope, VisualEncoder> vision(final JsonFields vision) {
		return vision.requireChoice("type", "resnet", "swin").equals("swin") ? swin(SwinConfig.fromJson(vision)) : resnet(ResNetConfig.fromJson(vision));
	}

	private static Function<Parameters.Scope, VisualEncoder> swin(final SwinConfig config) {
		return scope -> new Swin(scope, config);
	}

	private static Function<Parameters.Scope, VisualEncoder> resnet(final ResNetConfig config) {
		return scope -> new ResNet(scope, config);
	}

	/** @param writes whether the network has its language model; without, that is another's to run */
	TrrgNetwork build(final Parameters parameters, final boolean writes) {
		return new TrrgNetwork(parameters, vision, text, language, writes, clue, lora);
	}

	private static ClueConfig clue(final JsonFields json) {
		final boolean injection = json.optBoolean("injection", true), interaction = json.optBoolean("interaction", injection);
		if (interaction && !injection) throw json.wrong("interaction", "false, as there are no clues to look at while 'injection' is false");
		return new ClueConfig(json.requireInt("embedding_size", 1, LARGEST), json.requireInt("num_attention_heads", 1, 1000), json.optInt("visual_pool", 1, 1, 64),
			injection, interaction);
	}

	private static Lora lora(final JsonFields json) {
		return new Lora(json.requireInt("r", 1, 4096), json.requireDouble("lora_alpha", 1e-6, 1e6));
	}
}
