package io.github.trrg.nn;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.common.JsonFields;

class ConfigTest {

	private static final Map<String, Function<JsonFields, Object>> READERS = Map.of("swin", SwinConfig::fromJson, "resnet", ResNetConfig::fromJson,
		"bert", BertConfig::fromJson, "llama", LlamaConfig::fromJson);

	private static final Map<String, String> COMPLETE = Map.of(
		"swin", "{'embed_dim': 96, 'depths': [2, 2, 6, 2], 'num_heads': [3, 6, 12, 24], 'window_size': 7}",
		"resnet", "{'embedding_size': 64, 'hidden_sizes': [256, 512, 1024, 2048], 'depths': [3, 4, 6, 3]}",
		"bert", "{'vocab_size': 30522, 'hidden_size': 768, 'num_hidden_layers': 12, 'num_attention_heads': 12, 'intermediate_size': 3072}",
		"llama", "{'vocab_size': 32000, 'hidden_size': 4096, 'intermediate_size': 11008, 'num_hidden_layers': 32, 'num_attention_heads': 32}");

	@Test
	void absentFieldsHaveThePublishedDefaults() {
		assertEquals(new SwinConfig(224, 4, 3, 96, List.of(2, 2, 6, 2), List.of(3, 6, 12, 24), 7, 4, true, 1e-5), read("swin", "{}"));
		assertEquals(new ResNetConfig(3, 64, List.of(256, 512, 1024, 2048), List.of(3, 4, 6, 3), true, false, false), read("resnet", "{}"));
		assertEquals(new BertConfig(30522, 768, 12, 12, 3072, 512, 2, 1e-12), read("bert", "{}"));
		assertEquals(new LlamaConfig(32000, 4096, 11008, 32, 32, 32, 128, 2048, 1e-6, 10000, null, false, false, 1, 2), read("llama", "{}"));
	}

	@Test
	void aLanguageModelsFieldsAreWrittenAsTheyAreRead() {
		final Object config = read("llama", "{'model_type': 'qwen2', 'num_key_value_heads': 8, 'eos_token_id': [7, 9], 'rope_scaling': " +
			"{'rope_type': 'llama3', 'factor': 8, 'low_freq_factor': 1, 'high_freq_factor': 4, 'original_max_position_embeddings': 8192}}");
		assertEquals(config, LlamaConfig.fromJson(JsonFields.parse("config.json", ((LlamaConfig) config).toJson().toString())));
	}

	/** The linear rule divides every frequency; newer folders name the same fields in an object of their own. */
	@Test
	void rotaryFrequenciesAreScaled() {
		final LlamaConfig plain = (LlamaConfig) read("llama", "{'rope_theta': 500000}");
		final LlamaConfig linear = (LlamaConfig) read("llama", "{'rope_theta': 500000, 'rope_scaling': {'type': 'linear', 'factor': 4}}");
		final LlamaConfig newer = (LlamaConfig) read("llama", "{'rope_parameters': {'rope_theta': 500000, 'rope_type': 'linear', 'factor': 4}}");
		final double[] frequencies = plain.inverseFrequencies();
		assertEquals(128 / 2, frequencies.length);
		for (int i = 0; i < frequencies.length; i++) {
			assertEquals(Math.pow(500000, -i / 64.0) / 4, linear.inverseFrequencies()[i], 1e-15);
			assertEquals(Math.pow(500000, -i / 64.0), frequencies[i], 1e-15);
		}
		assertEquals(linear, newer);
		assertEquals(linear, LlamaConfig.fromJson(JsonFields.parse("config.json", linear.toJson().toString())));
		assertEquals(plain, read("llama", "{'rope_parameters': {'rope_theta': 500000, 'rope_type': 'default'}}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
		"{'model_type': 'mistral', 'max_position_embeddings': 32768, 'sliding_window': 4096}                          |  4096",
		"{'model_type': 'mistral', 'max_position_embeddings': 32768, 'sliding_window': null}                          | 32768",
		"{'model_type': 'qwen2', 'max_position_embeddings': 32768, 'sliding_window': 4096}                            | 32768",
		"{'model_type': 'qwen2', 'max_position_embeddings': 32768, 'sliding_window': 4096, 'use_sliding_window': true} |  4096" })
	void slidingAttentionReadsNoFurtherThanItsWindow(final String change, final int longest) {
		assertEquals(longest, ((LlamaConfig) read("llama", change)).maxPositions());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
		"swin|   {'num_heads': [0, 6, 12, 24]}         |'num_heads'",
		"swin|   {'num_heads': [3, 6, 12]}             |num_heads has 3 values for the 4 stages",
		"swin|   {'num_heads': [5, 6, 12, 24]}         |Width 96 of stage 1 is not divisible by its num_heads 5",
		"swin|   {'depths': [], 'num_heads': []}       |depths has 0 stages",
		"swin|   {'depths': [2, 2, 2.5, 2]}            |'depths'",
		"swin|   {'embed_dim': 65536}                  |embed_dim 65536",
		"swin|   {'embed_dim': -96}                    |'embed_dim' is -96",
		"swin|   {'patch_size': 0}                     |'patch_size' is 0",
		"swin|   {'window_size': 1e9}                  |'window_size'",
		"swin|   {'mlp_ratio': 'wide'}                 |'mlp_ratio'",
		"swin|   {'hidden_act': 'relu'}                |'hidden_act' is \"relu\", expected one of gelu",
		"swin|   {'use_absolute_embeddings': true}     |not supported",
		"resnet| {'hidden_sizes': [256, 512]}          |hidden_sizes has 2 values for the 4 stages",
		"resnet| {'hidden_sizes': [256, 512, 1024, 2]} |multiples of 4, got 2",
		"resnet| {'hidden_sizes': [], 'depths': []}    |'depths' is [], expected 1 to 8 stages",
		"resnet| {'layer_type': 'dense'}               |'layer_type' is \"dense\"",
		"resnet| {'depths': 'all'}                     |'depths' is \"all\", expected a list",
		"bert|   {'num_attention_heads': 0}            |'num_attention_heads' is 0",
		"bert|   {'num_attention_heads': 7}            |hidden_size (768) is not divisible by num_attention_heads (7)",
		"bert|   {'vocab_size': null}                  |'vocab_size' is missing",
		"llama|  {'num_attention_heads': 0}            |'num_attention_heads' is 0",
		"llama|  {'num_attention_heads': 33}           |'num_attention_heads' is 33, expected a divisor of hidden_size, 4096",
		"llama|  {'num_key_value_heads': 5}            |multiple of num_key_value_heads (5)",
		"llama|  {'head_dim': 127}                     |head_dim must be even",
		"llama|  {'model_type': 'gemma'}               |'model_type' is \"gemma\"",
		"llama|  {'attention_bias': true}              |'attention_bias' is true",
		"llama|  {'rope_scaling': {'type': 'yarn'}}    |'rope_scaling.type' is \"yarn\"" })
	void impossibleSizesAreRefused(final String kind, final String change, final String complaint) {
		assertMessage(() -> read(kind, change), complaint);
	}

	/** Reads the complete fields of that kind with some changed. */
	private static Object read(final String kind, final String change) {
		final JsonObject json = JsonParser.parseString(COMPLETE.get(kind)).getAsJsonObject();
		JsonParser.parseString(change).getAsJsonObject().asMap().forEach(json::add);
		return READERS.get(kind).apply(JsonFields.parse("config.json", json.toString()));
	}
}
