package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

import io.github.trrg.Trrg;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Storage;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;

/** A tiny model, taken apart into published folders, comes together again; what is wrong with such folders is said in one message. */
class ModelImportTest {

	private static final String QUERY = "model.layers.0.self_attn.q_proj.weight"; // (32, 32) in the tiny model

	@TempDir
	private Path folder;
	private PublishedParts parts;
	private Path out;

	@BeforeEach
	void takeAModelApart() {
		parts = new PublishedParts(folder);
		out = folder.resolve("imported Größe");
	}

	private ImportReport run() {
		return ModelImport.run(parts.request(out), Progress.NONE);
	}

	private void assertSameWeights(final String part) {
		try (Weights before = Weights.open(parts.model); Weights after = Weights.open(out)) {
			final List<String> names = before.names().stream().filter(name -> name.startsWith(part + ".")).toList();
			assertFalse(names.isEmpty());
			names.forEach(name -> assertArrayEquals(before.floats(name), after.floats(name), name));
		}
	}

	@Test
	void partsComeTogether() throws IOException {
		final ImportReport report = run();
		for (final String part : List.of("vision", "text", "language")) {
			assertSameWeights(part);
			assertEquals(List.of(), report.parts().get(part).unused());
		}
		try (Weights weights = Weights.open(out)) {
			assertEquals(Set.of("clue_injection", "clue_interaction", "consistency", "mapper", "perception", "text_projection", "view_embedding"), Set.copyOf(report.fresh().stream()
				.map(name -> name.substring(0, name.indexOf('.'))).distinct().toList()));
			assertTrue(weights.names().containsAll(report.fresh()));
		}
		assertTrue(report.text().contains("new and untrained") && report.text().contains("mapper (4)"), report.text());
		try (Trrg trrg = Trrg.open(out, "cpu")) {
			assertEquals(14, trrg.perceive(new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), "")).clues().size());
		}
		// The same seed: a second import gives the same bytes.
		final Path again = folder.resolve("again");
		ModelImport.run(parts.request(again), Progress.NONE);
		assertEquals(-1, Files.mismatch(out.resolve("model.safetensors"), again.resolve("model.safetensors")));
	}

	@ParameterizedTest
	@CsvSource({ "swin.", "module.model.", "resnet.", "backbone." })
	void visionHasAnyWrapper(final String prefix) {
		final Path renamed = parts.make(folder.resolve("renamed"), "vision", "resnet", name -> prefix + name, DType.F32);
		ModelImport.run(new ImportRequest(renamed, parts.text, parts.language, null, null, out, null, "auto"), Progress.NONE);
		assertSameWeights("vision");
	}

	@Test
	void anOldBertHasGammaAndBeta() {
		final Path old = parts.make(folder.resolve("old"), "text", "bert", name -> "bert." + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias",
			"LayerNorm.beta"), DType.F32);
		PublishedParts.change(old.resolve("config.json"), "{'model_type': null}");
		ModelImport.run(new ImportRequest(parts.vision, old, parts.language, null, null, out, null, "auto"), Progress.NONE);
		assertSameWeights("text");
	}

	@Test
	void aLanguageModelMayLackItsPrefix() {
		final Path bare = parts.make(folder.resolve("bare"), "language", "llama", name -> name.replaceFirst("^model\\.", ""), DType.F32);
		ModelImport.run(new ImportRequest(parts.vision, parts.text, bare, null, null, out, null, "auto"), Progress.NONE);
		assertSameWeights("language");
	}

	@ParameterizedTest
	@CsvSource({ "F16, keep, F16", "BF16, keep, BF16", "F64, keep, F32", "F32, bf16, BF16", "BF16, f32, F32", "F32, int8, I8", "BF16, int4, U8" })
	void theLanguageModelIsStoredAsWanted(final DType stored, final String precision, final DType expected) {
		final Path language = parts.make(folder.resolve("stored"), "language", "llama", name -> name, stored);
		ModelImport.run(new ImportRequest(parts.vision, parts.text, language, null, null, out, ImportRequest.storage(precision), "auto"), Progress.NONE);
		try (Weights weights = Weights.open(out)) {
			assertEquals(expected, weights.dtype("language." + QUERY));
		}
		try (Trrg trrg = Trrg.open(out, "cpu")) {
			trrg.generate(trrg.perceive(new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), "")));
		}
	}

	@Test
	void shardsAreReadAndWritten() throws IOException {
		shard(parts.language);
		run();
		assertSameWeights("language");
		try (Weights weights = Weights.open(out)) {
			new WeightsFile(weights, new MergedRows(weights, null), null, Progress.NONE, 10_000).write(folder.resolve("llama"));
		}
		Files.delete(folder.resolve("llama/model-a.safetensors"));
		try (Weights before = Weights.open(out); Weights after = Weights.open(folder.resolve("llama")); Stream<Path> files = Files.list(folder.resolve("llama"))) {
			assertTrue(files.filter(file -> file.toString().endsWith(".safetensors")).count() > 5);
			assertEquals(before.names(), after.names());
			before.names().forEach(name -> assertArrayEquals(before.floats(name), after.floats(name), name));
		}
	}

	/** Splits a folder's weights in two. */
	private static void shard(final Path model) throws IOException {
		final SafetensorsWriter first = new SafetensorsWriter(), second = new SafetensorsWriter();
		final StringBuilder index = new StringBuilder();
		try (Weights weights = Weights.open(model)) {
			int i = 0;
			for (final String name : weights.names()) {
				final boolean even = i++ % 2 == 0;
				final float[] values = weights.floats(name);
				(even ? first : second).floats(name, weights.shape(name), values);
				index.append(index.isEmpty() ? "" : ",").append("\"").append(name).append("\":\"model-").append(even ? "a" : "b").append(".safetensors\"");
			}
		}
		first.write(model.resolve("model-a.safetensors"));
		second.write(model.resolve("model-b.safetensors"));
		Files.writeString(model.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + index + "}}");
		Files.delete(model.resolve("model.safetensors"));
	}

	@Test
	void aBaseGivesWhatIsNotNamed() {
		final List<Disease> diseases = DiseaseFile.read(parts.model.resolve("diseases.json")).stream().map(disease -> new Disease(disease.name(), disease.positivePrompts(), disease
			.negativePrompts(), 0.3, true)).toList();
		DiseaseFile.write(parts.model.resolve("diseases.json"), diseases);
		final ImportReport report = ModelImport.run(new ImportRequest(null, null, parts.language, null, parts.model, out, null, "auto"), Progress.NONE);
		// Perception stays as it was trained; what speaks to the language model is new.
		assertEquals(Set.of("mapper", "consistency"), Set.copyOf(report.fresh().stream().map(name -> name.substring(0, name.indexOf('.'))).distinct().toList()));
		assertSameWeights("perception");
		assertEquals(diseases, DiseaseFile.read(out.resolve("diseases.json")));
		assertTrue(Files.exists(out.resolve("text_tokenizer.json")), "the base's tokenizer stays that of the text encoder");

		final Path other = folder.resolve("other");
		ModelImport.run(new ImportRequest(parts.vision, null, null, null, parts.model, other, null, "auto"), Progress.NONE);
		assertFalse(DiseaseFile.read(other.resolve("diseases.json")).stream().anyMatch(Disease::calibrated), "thresholds of another network");
		assertFalse(Files.exists(other.resolve("text_tokenizer.json")));
	}

	/** W + alpha / rank · B A, by hand; names as R2GenGPT saves them. */
	@Test
	void aDeltaGivesTheMapperAndIsMerged() {
		final Random random = new Random(1);
		final float[] a = random(2 * 32, random), b = random(32 * 2, random), projection = random(32 * 16, random), bias = random(32, random);
		final Path delta = folder.resolve("delta.safetensors");
		new SafetensorsWriter().floats("llama_proj.weight", new long[] { 32, 16 }, projection).floats("llama_proj.bias", new long[] { 32 }, bias).floats("layer_norm.weight", new long[] {
			32 }, bias).floats("layer_norm.bias", new long[] { 32 }, bias).floats("llama_model.base_model.model." + QUERY.replace(".weight", ".lora_A.default.weight"), new long[] { 2, 32 },
				a).floats("llama_model.base_model.model." + QUERY.replace(".weight", ".lora_B.default.weight"), new long[] { 32, 2 }, b).floats("stray", new long[] { 1 }, new float[1]).write(
					delta);
		PublishedParts.change(folder.resolve("adapter_config.json"), "{'r': 2, 'lora_alpha': 6}");
		final ImportReport report = ModelImport.run(new ImportRequest(parts.vision, parts.text, parts.language, delta, null, out, null, "auto"), Progress.NONE);
		assertEquals(List.of("stray"), report.parts().get("mapper").unused());
		assertFalse(report.fresh().stream().anyMatch(name -> name.startsWith("mapper.")));
		try (Weights before = Weights.open(parts.model); Weights after = Weights.open(out)) {
			assertArrayEquals(projection, after.floats("mapper.projection.weight"));
			assertArrayEquals(bias, after.floats("mapper.norm.weight"));
			final float[] merged = before.floats("language." + QUERY);
			for (int o = 0; o < 32; o++)
				for (int i = 0; i < 32; i++)
					merged[o * 32 + i] += 3 * (b[o * 2] * a[i] + b[o * 2 + 1] * a[32 + i]);
			assertArrayEquals(merged, after.floats("language." + QUERY), 1e-5f);
			assertFalse(after.names().stream().anyMatch(name -> name.contains("lora_")));
		}
	}

	private static float[] random(final int count, final Random random) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '~', value = { //
		"{'chat_template': '{{ <|im_start|> }}'}                                     ; llama     ; chatml  ; <|im_start|>user", //
		"{'chat_template': [{'name': 'default', 'template': '<|start_header_id|>'}]} ; llama     ; llama3  ; <|start_header_id|>assistant", //
		"{'chat_template': '[INST] <<SYS>>'}                                         ; llama     ; llama2  ; [INST]", //
		"{'chat_template': '[INST]'}                                                 ; mistral   ; mistral ; [/INST]", //
		"{'chat_template': '<|user|>'}                                               ; llama     ; zephyr  ; <|assistant|>", //
		"{}                                                                          ; vicuna-7b ; vicuna  ; ASSISTANT:", //
		"{}                                                                          ; llama     ; plain   ; Assistant:" })
	void thePromptIsThatOfTheFamily(final String settings, final String title, final String format, final String text) throws IOException {
		PublishedParts.change(parts.language.resolve("tokenizer_config.json"), settings);
		PublishedParts.change(parts.language.resolve("config.json"), "{'_name_or_path': '" + title + "'}");
		assertEquals(format, run().prompt());
		assertTrue(Files.readString(out.resolve("prompt.txt")).contains(text));
		assertEquals(4, PromptTemplate.read(out.resolve("prompt.txt")).parts().stream().filter(part -> part instanceof PromptTemplate.Slot).count());
	}

	@Test
	void textsBeginAndEndAsPublished() {
		PublishedParts.change(parts.language.resolve("generation_config.json"), "{'bos_token_id': 0, 'eos_token_id': [1, 5], 'do_sample': true, 'temperature': 0.6, 'top_p': 0.9}");
		PublishedParts.change(parts.language.resolve("tokenizer_config.json"), "{'add_bos_token': false}");
		run();
		try (TrrgModel model = TrrgModel.openForReading(out, Torch.device("cpu"))) {
			assertArrayEquals(new int[] { 1, 5 }, model.ends());
			assertTrue(model.begin().isEmpty());
			assertEquals(0.6, model.generation().temperature());
			assertEquals(0.9, model.generation().topP());
		}
	}

	/** (grey − mean) / std of each channel, by hand. */
	@Test
	void imagesAreNormalisedPerChannel() {
		PublishedParts.change(parts.vision.resolve("config.json"), "{'num_channels': 1}");
		PublishedParts.change(parts.vision.resolve("preprocessor_config.json"), "{'size': {'height': 96, 'width': 96}, 'image_mean': [0.1, 0.2, 0.6], 'image_std': [0.5, 0.2, 0.2]}");
		run();
		try (TrrgModel model = TrrgModel.openForReading(out, Torch.device("cpu"))) {
			assertEquals(96, model.preprocessing().size());
			assertEquals(0.3, model.preprocessing().mean(), 1e-12);
		}
		PublishedParts.change(out.resolve("preprocessing.json"), "{'channel_mean': [0.1, 0.2, 0.6], 'channel_std': [0.5, 0.2, 0.2]}");
		final GreyChannels channels = GreyChannels.read(out.resolve("preprocessing.json"), Preprocessing.read(out.resolve("preprocessing.json")), 3);
		final float grey = 0.7f;
		assertArrayEquals(new float[] { 0.6f / 0.5f, 0.5f / 0.2f, 0.1f / 0.2f }, channels.of(List.of(new float[] { (float) ((grey - 0.3) / 0.3) })), 1e-5f);
	}

	@Test
	void nothingIsLeftOfAnImportThatWasNotFinished() throws IOException {
		final Progress impatient = new Progress() {

			@Override
			public void update(final double fraction, final String message) {}

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		final Set<Path> before = files();
		assertThrows(CancellationException.class, () -> ModelImport.run(parts.request(out), impatient));
		assertEquals(before, files());
		Files.createDirectories(out);
		assertMessage(this::run, "exists already");
		assertEquals(0, out.toFile().list().length);
	}

	@Test
	void nothingIsLeftOnAFullDisk() throws IOException {
		for (final int size : new int[] { 1 << 12, 1 << 16, 1 << 18 })
			try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(64).setMaxSize(size).build())) {
				final Path target = Files.createDirectory(disk.getPath("/models")).resolve("new");
				assertMessage(() -> ModelImport.run(parts.request(target), Progress.NONE), "Cannot write", "free space");
				try (Stream<Path> files = Files.list(target.getParent())) {
					assertEquals(List.of(), files.toList());
				}
			}
	}

	/** Other programs read them. */
	@Test
	void namesOfShardsHaveWesternDigitsInEveryLanguage() throws IOException {
		run();
		final Path copy = Files.createDirectories(folder.resolve("copy"));
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
		try (Weights weights = Weights.open(out)) {
			new WeightsFile(weights, new MergedRows(weights, null), null, Progress.NONE, 10_000).write(copy);
		}
		finally {
			Locale.setDefault(before);
		}
		for (final String name : copy.toFile().list())
			assertTrue(name.matches("model-[0-9]{5}-of-[0-9]{5}\\.safetensors|model\\.safetensors\\.index\\.json"), name);
	}

	/** What a training writes over shards that its base had. */
	@Test
	void shardsGiveWayToASingleFile() throws IOException {
		run();
		final Path copy = folder.resolve("copy");
		Files.createDirectories(copy);
		try (Weights weights = Weights.open(out)) {
			new WeightsFile(weights, new MergedRows(weights, null), null, Progress.NONE, 10_000).write(copy);
		}
		try (TrrgModel model = TrrgModel.open(out, Torch.device("cpu"))) {
			model.saveWeights(copy);
		}
		assertArrayEquals(new String[] { "model.safetensors" }, copy.toFile().list());
	}

	private Set<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return Set.copyOf(files.toList());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { //
		"vision   | {'model_type': 'vit'}             | model_type is \"vit\"; --vision takes swin, resnet", //
		"vision   | {'depths': [1, 1]}                | hidden_sizes has 3 values for the 2 stages", //
		"vision   | {'depths': [1, 1, 2]}             | lack the tensor", //
		"vision   | {'depths': [1000, 1000, 1000]}    | lack the tensor", //
		"vision   | {'hidden_sizes': [8, 8, 65536]}   | has shape", //
		"vision   | {'embedding_size': -8}            | 'embedding_size' is -8", //
		"text     | {'num_attention_heads': 0}        | 'num_attention_heads' is 0", //
		"text     | {'num_attention_heads': 3}        | hidden_size (16) is not divisible by num_attention_heads (3)", //
		"text     | {'vocab_size': 16000000}          | word_embeddings.weight", //
		"text     | {'hidden_act': 'relu'}            | 'hidden_act'", //
		"text     | {'model_type': 'roberta'}         | model_type is \"roberta\"; --text takes bert", //
		"text     | {'position_embedding_type': 'relative_key'} | 'position_embedding_type'", //
		"language | {'vocab_size': 301}               | embed_tokens.weight", //
		"language | {'vocab_size': 200}               | has 277 tokens, but vocab_size", //
		"language | {'hidden_size': 16777216}         | embed_tokens.weight", //
		"language | {'num_hidden_layers': 16777216}   | lack the tensor model.layers.1", //
		"language | {'num_attention_heads': 16777216, 'head_dim': 256} | are too many", //
		"language | {'num_attention_heads': 7}        | 'num_attention_heads' is 7, expected a divisor", //
		"language | {'intermediate_size': 65}         | gate_proj", //
		"language | {'model_type': 'gpt2'}            | model_type is \"gpt2\"; --llm takes llama, mistral, qwen2", //
		"language | {'rope_scaling': {'rope_type': 'yarn', 'factor': 4}} | rope_scaling.rope_type", //
		"language | {'eos_token_id': 300}             | 'eos_token_id' is 300", //
		"language | {'tie_word_embeddings': false}    | lack the tensor lm_head.weight", //
		"language | {'trrg_version': 1}               | no published one" })
	void impossibleConfigurationsAreRefused(final String part, final String change, final String complaint) {
		final Path changed = part.equals("vision") ? parts.vision : part.equals("text") ? parts.text : parts.language;
		PublishedParts.change(changed.resolve("config.json"), change);
		assertRefused(complaint, changed.getFileName().toString());
	}

	private void assertRefused(final String... complaints) {
		final String message = assertThrows(TrrgException.class, this::run).getMessage();
		for (final String complaint : complaints)
			assertTrue(message.contains(complaint), message);
		assertFalse(Files.exists(out));
		assertTrue(Arrays.stream(folder.toFile().list()).noneMatch(name -> name.endsWith(".tmp")));
	}

	@Test
	void picklesAreRefusedWithTheLineThatConvertsThem() throws IOException {
		Files.move(parts.text.resolve("model.safetensors"), parts.text.resolve("pytorch_model.bin"));
		assertRefused("pytorch_model.bin", "safetensors.torch", "python -c", "weights_only=True");
		final Path delta = Files.write(folder.resolve("delta.pth"), new byte[9]);
		assertMessage(() -> ModelImport.run(new ImportRequest(parts.vision, parts.text, parts.language, delta, null, out, null, "auto"), Progress.NONE), "delta.pth");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { //
		"../model-b.safetensors      | is not the name of a safetensors file in the same folder", //
		"/tmp/model-b.safetensors    | is not the name of a safetensors file in the same folder", //
		"model-c.safetensors         | there is no such file", //
		"model-a.safetensors         | is not in model-a.safetensors" })
	void indexesThatPointElsewhereAreRefused(final String file, final String complaint) throws IOException {
		shard(parts.language);
		final Path index = parts.language.resolve("model.safetensors.index.json");
		Files.writeString(index, Files.readString(index).replace("\"model-b.safetensors\"", "\"" + file + "\""));
		assertRefused(complaint, "llama");
	}

	@Test
	void damagedFilesAreRefused() throws IOException {
		final Path weights = parts.vision.resolve("model.safetensors");
		final byte[] sound = Files.readAllBytes(weights);
		Files.write(weights, Arrays.copyOf(sound, sound.length - 1));
		assertRefused("resnet", "model.safetensors");
		final byte[] header = sound.clone();
		Arrays.fill(header, 0, 4, (byte) 0xff); // 4 GB
		Files.write(weights, header);
		assertRefused("header is said to be longer than the file");
		Files.write(weights, new String(sound, StandardCharsets.ISO_8859_1).replaceFirst("\"F32\"", "\"F99\"").getBytes(
			StandardCharsets.ISO_8859_1));
		assertRefused("has the type 'F99'");
		Files.write(weights, sound);
		Files.writeString(parts.language.resolve("tokenizer.json"), "{}");
		assertRefused("llama", "tokenizer.json");
		Files.writeString(parts.language.resolve("config.json"), "{\"model_type\":");
		assertRefused("llama", "config.json");
		Files.delete(parts.text.resolve("config.json"));
		assertRefused("no config.json in", "bert");
	}

	@Test
	void twoNamesOfOneTensorAreRefused() {
		parts.make(parts.text.resolveSibling("twice"), "text", "bert", name -> name, DType.F32);
		final SafetensorsWriter writer = new SafetensorsWriter();
		try (Weights weights = Weights.open(parts.text)) {
			weights.names().forEach(name -> writer.floats(name, weights.shape(name), weights.floats(name)));
			writer.floats("bert.embeddings.LayerNorm.gamma", new long[] { 16 }, new float[16]);
		}
		writer.write(parts.text.resolve("model.safetensors"));
		assertRefused("embeddings.LayerNorm.weight", "bert.embeddings.LayerNorm.gamma");
	}

	@Test
	void theUsualDiseasesAreThoseOfTheRecipe() {
		run();
		assertEquals(DiseaseFile.read(Path.of("recipes/iu-small/diseases.json")), DiseaseFile.read(out.resolve("diseases.json")));
	}

	@Test
	void roundedWeightsAreNotRoundedAgain() {
		final Path rounded = folder.resolve("rounded");
		Quantizer.run(parts.model, rounded, Storage.INT8, Progress.NONE);
		assertMessage(() -> ModelImport.run(new ImportRequest(parts.vision, null, null, null, rounded, out, Storage.INT4, "auto"), Progress.NONE), "int8");
		ModelImport.run(new ImportRequest(parts.vision, null, null, null, rounded, out, null, "auto"), Progress.NONE);
		try (Weights before = Weights.open(rounded); Weights after = Weights.open(out)) {
			assertEquals(before.bytes("language." + QUERY), after.bytes("language." + QUERY));
			assertArrayEquals(before.floats("language." + QUERY + ".scale"), after.floats("language." + QUERY + ".scale"));
		}
	}
}
