package io.github.trrg.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.BertConfig;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.ResNetConfig;
import io.github.trrg.nn.SwinConfig;
import io.github.trrg.study.Preprocessing;

/**
 * Makes a model folder of published weights: a Swin Transformer or ResNet, a BERT, and a language model of the LLaMA family, as Hugging Face
 * publishes them. What joins the parts is new, from a fixed seed, and must be trained. Weights are copied tensor by tensor, so that a model need
 * not fit into memory.
 */
public final class ModelImport implements AutoCloseable {

	/** Width of the space that image and text share [field: MedCLIP, GLoRIA]. */
	private static final int EMBEDDING = 512;
	/** In the summary, what joins parts of the base. */
	static final String JOINTS = "clue modules";

	private final ImportRequest request;
	private final Progress progress;
	private final Map<String, ImportPart> parts = new LinkedHashMap<>();
	private final Map<String, PublishedFolder> published = new LinkedHashMap<>();
	private final List<String> notes = new ArrayList<>();
	private final JsonFields baseConfig;
	private final Weights base;
	private final Weights delta;

	/** @param base of the request, or null @param delta of the request, or null */
	private ModelImport(final ImportRequest request, final Progress progress, final Weights base, final Weights delta) {
		this.request = request;
		this.progress = progress;
		this.base = base;
		this.delta = delta;
		baseConfig = base == null ? null : JsonFields.read(request.base().resolve(TrrgModel.CONFIG));
		if (baseConfig != null) FormatVersion.require(baseConfig);
	}

	/**
	 * @return what was mapped, what is new, and what was left over
	 * @throws TrrgException if a folder is no such model, or damaged, or the new one exists or cannot be written; nothing is left of it then
	 * @throws java.util.concurrent.CancellationException if the user asked to stop, likewise
	 */
	public static ImportReport run(final ImportRequest request, final Progress progress) {
		if (Files.exists(request.out())) throw new TrrgException(request.out() + " exists already. Give the name of a new folder.");
		final ImportReport[] report = new ImportReport[1];
		AtomicFolder.write(request.out(), folder -> {
			try (Weights base = request.base() == null ? null : Weights.open(request.base());
				Weights delta = request.delta() == null ? null : PublishedFolder.weights(request.delta());
				ModelImport work = new ModelImport(request, progress, base, delta))
			{
				report[0] = work.make(folder);
			}
		});
		return report[0];
	}

	private ImportReport make(final Path folder) {
		progress.update(0, "Looking at the weights");
		addPart(ImportPart.VISION, request.vision(), "visual_encoder.", "swin", "resnet");
		addPart(ImportPart.TEXT, request.text(), "text_encoder.", "bert");
		addPart(ImportPart.LANGUAGE, request.language(), "llama_model.", "llama", "mistral", "qwen2");
		final JsonObject config = new JsonObject();
		config.addProperty(FormatVersion.FIELD, FormatVersion.NEWEST);
		config.addProperty("name", request.out().toAbsolutePath().normalize().getFileName().toString());
		parts.forEach((name, part) -> config.add(name, part.config()));
		final ImportFiles files = new ImportFiles(request, published, folder, notes);
		final String prompt = files.writeLanguageFiles(config.getAsJsonObject(ImportPart.LANGUAGE));
		files.writeTextTokenizer();
		config.add("clue", clue(config.getAsJsonObject(ImportPart.VISION), preprocessing(config, folder)));
		final Lora lora = lora();
		final PublishedTensors mapper = delta == null ? new PublishedTensors(new AssembledWeights(), "", List.of(), name -> name) : mapper(delta);
		final ImportAssembly assembly = new ImportAssembly(parts, mapper, base, lora);
		final NetworkConfig architecture = architecture(config);
		final List<String> fresh = assembly.assemble(architecture);
		progress.checkCanceled();
		new WeightsFile(assembly.weights(), new MergedRows(assembly.weights(), lora), request.storage(), progress).write(folder);
		files.writeDiseases(assembly.keepsJoint("perception."));
		JsonText.write(folder.resolve(TrrgModel.CONFIG), config);
		ModelTokens.open(folder, JsonFields.read(folder.resolve(TrrgModel.CONFIG)), architecture).close();
		final ImportReport report = report(assembly, fresh, prompt);
		files.writeCard(report);
		progress.update(1, "Done");
		return report;
	}

	private NetworkConfig architecture(final JsonObject config) {
		return NetworkConfig.of(JsonFields.parse("config.json", config.toString()));
	}

	/** @param prefix of the part's tensors in a delta */
	private void addPart(final String name, final Path path, final String prefix, final String... types) {
		final List<PublishedTensors> tensors = new ArrayList<>();
		if (delta != null) tensors.add(ImportPart.of(delta, request.delta().toString(), prefix));
		if (path != null) {
			final PublishedFolder folder = PublishedFolder.open(path, "--" + (name.equals(ImportPart.LANGUAGE) ? "llm" : name), types);
			published.put(name, folder);
			tensors.add(folder.tensors());
			parts.put(name, new ImportPart(name, ImportReport.name(path), folder.type(), section(name, folder), false, tensors));
		}
		else if (base != null) {
			tensors.add(ImportPart.of(base, request.base().toString(), name + "."));
			final JsonFields section = baseConfig.requireObject(name);
			if (name.equals(ImportPart.LANGUAGE) && request.storage() != null) Quantizer.requireUnrounded(base, request.base());
			parts.put(name, new ImportPart(name, ImportReport.name(request.base()), "base", section.json().deepCopy(), true, tensors));
		}
		else throw new TrrgException("There is no " + name + " part: give a folder with --" + (name.equals(ImportPart.LANGUAGE) ? "llm" : name) +
			", or with --base a model folder to take it from.");
	}

	private static JsonObject section(final String name, final PublishedFolder folder) {
		return switch (name) {
			case ImportPart.VISION -> vision(folder);
			case ImportPart.TEXT -> {
				checked(folder, BertConfig::fromJson);
				final JsonObject text = fields(folder.config(), "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
					"max_position_embeddings", "type_vocab_size", "layer_norm_eps");
				text.addProperty("type", "bert");
				yield text;
			}
			default -> checked(folder, LlamaConfig::fromJson).toJson();
		};
	}

	private static JsonObject vision(final PublishedFolder folder) {
		final boolean swin = folder.type().equals("swin");
		final JsonObject vision = swin ? fields(folder.config(), "image_size", "patch_size", "embed_dim", "depths", "num_heads", "window_size", "mlp_ratio",
			"qkv_bias", "layer_norm_eps") : fields(folder.config(), "embedding_size", "hidden_sizes", "depths", "layer_type", "downsample_in_first_stage",
			"downsample_in_bottleneck");
		vision.addProperty("type", folder.type());
		vision.addProperty("num_channels", swin ? checked(folder, SwinConfig::fromJson).channels() : checked(folder, ResNetConfig::fromJson).channels());
		return vision;
	}

	private static JsonObject fields(final JsonFields config, final String... names) {
		final JsonObject fields = new JsonObject();
		for (final String name : names)
			if (config.has(name)) fields.add(name, config.json().get(name));
		return fields;
	}

	/** Complaints about several fields together do not name the file by themselves. */
	private static <C> C checked(final PublishedFolder folder, final Function<JsonFields, C> reader) {
		try {
			return reader.apply(folder.config());
		}
		catch (final TrrgException e) {
			final String source = folder.config().source();
			throw e.getMessage().startsWith(source) ? e : new TrrgException(source + ": " + e.getMessage() + ". Get the file again.", e);
		}
	}

	private Preprocessing preprocessing(final JsonObject config, final Path folder) {
		final PublishedFolder source = published.get(ImportPart.VISION);
		if (source != null) return ImportPreprocessing.write(source, config.getAsJsonObject(ImportPart.VISION).get("num_channels").getAsInt(), folder);
		AtomicFile.copy(request.base().resolve(Preprocessing.FILE_NAME), folder.resolve(Preprocessing.FILE_NAME));
		return Preprocessing.read(folder.resolve(Preprocessing.FILE_NAME));
	}

	/** Sizes of what joins the parts: those of the base, or ours. */
	private JsonObject clue(final JsonObject vision, final Preprocessing preprocessing) {
		if (baseConfig != null && parts.get(ImportPart.VISION).isBase()) return baseConfig.requireObject("clue").json().deepCopy();
		final boolean swin = vision.get("type").getAsString().equals("swin");
		final JsonFields fields = JsonFields.parse("config.json", vision.toString());
		final SwinConfig swinConfig = swin ? SwinConfig.fromJson(fields) : null;
		final int width = swin ? swinConfig.width(swinConfig.stages() - 1) : last(ResNetConfig.fromJson(fields).hiddenSizes());
		final int stride = swin ? swinConfig.stride() : ResNetConfig.fromJson(fields).stride();
		final JsonObject clue = new JsonObject();
		clue.addProperty("embedding_size", baseConfig == null ? EMBEDDING : baseConfig.requireObject("clue").requireInt("embedding_size", 1, JsonFields.MAX_SIZE));
		int heads = 8;
		while (width % heads != 0)
			heads /= 2;
		clue.addProperty("num_attention_heads", heads);
		// About seven by seven visual tokens per view, as Swin gives them.
		clue.addProperty("visual_pool", Math.max(1, Math.round((preprocessing.size() + stride - 1) / stride / 7f)));
		return clue;
	}

	private static int last(final List<Integer> numbers) {
		return numbers.get(numbers.size() - 1);
	}

	private static PublishedTensors mapper(final Weights delta) {
		final List<String> names = delta.names().stream().filter(name -> !name.startsWith("visual_encoder.") && !name.startsWith("llama_model.") && !name.startsWith(
			"text_encoder.")).toList();
		return new PublishedTensors(delta, "the delta", names, name -> name.replaceFirst("^llama_proj\\.", "projection.").replaceFirst("^layer_norm\\.", "norm."));
	}

	/** Rank and scale of the adapters: of those in the delta, else of the base. */
	private Lora lora() {
		final String adapter = delta == null ? null : delta.names().stream().filter(name -> name.matches(".*\\.lora_A\\.(default\\.)?weight")).findFirst()
			.orElse(null);
		final Lora ofBase = baseConfig != null && baseConfig.has("lora") && parts.get(ImportPart.LANGUAGE).isBase() ? architecture(baseConfig.json()).lora() : null;
		if (adapter == null) return ofBase;
		if (ofBase != null) throw new TrrgException("Both the base and " + request.delta() + " have adapters." +
			" Take the language model from its published folder instead, with --llm.");
		if (delta.shape(adapter).length != 2 || delta.shape(adapter)[0] < 1 || delta.shape(adapter)[0] > 4096)
			throw new TrrgException("The tensor " + adapter + " in " + request.delta() + " is no adapter of a rank from 1 to 4096.");
		final int rank = (int) delta.shape(adapter)[0];
		final Path settings = request.delta().toAbsolutePath().resolveSibling("adapter_config.json");
		final double alpha = Files.exists(settings) ? JsonFields.read(settings).requireDouble("lora_alpha", 1e-6, 1e6) : rank;
		notes.add("The adapters of rank " + rank + " in " + request.delta() + " were merged with lora_alpha " + alpha +
			(Files.exists(settings) ? " of adapter_config.json." : ", as R2GenGPT has it; there is no adapter_config.json beside it."));
		return new Lora(rank, alpha);
	}

	private ImportReport report(final ImportAssembly assembly, final List<String> fresh, final String prompt) {
		final Map<String, ImportReport.Part> result = new TreeMap<>();
		final Map<String, List<String>> unused = assembly.unused();
		parts.forEach((name, part) -> put(result, name, part.origin(), part.type(), assembly, unused.get(name)));
		if (delta != null) put(result, "mapper", ImportReport.name(request.delta()), "R2GenGPT", assembly, unused.get("mapper"));
		if (assembly.mapped().containsKey(JOINTS)) put(result, JOINTS, ImportReport.name(request.base()), "base", assembly, List.of());
		return new ImportReport(ImportReport.name(request.out()), result, fresh, prompt, request.storage() == null ? ImportRequest.KEEP : request.storage()
			.toString(), notes);
	}

	private static void put(final Map<String, ImportReport.Part> result, final String name, final String origin, final String type, final ImportAssembly assembly,
		final List<String> unused)
	{
		result.put(name, new ImportReport.Part(origin, type, assembly.mapped().getOrDefault(name, 0), unused));
	}

	/** Closes what was read from. */
	@Override
	public void close() {
		published.values().forEach(PublishedFolder::close);
	}
}
