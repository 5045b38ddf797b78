package io.github.trrg.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.nn.DiseasePerception;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.StoredWeights;
import io.github.trrg.nn.TrrgNetwork;
import io.github.trrg.study.Preprocessing;

/** A model folder in memory: network, tokenizer, diseases, preprocessing, prompt template. Closing frees it. */
public final class TrrgModel implements AutoCloseable {

	/** Weights, where they are not sharded. */
	public static final String WEIGHTS = Weights.SINGLE;
	/** Architecture and format version. */
	public static final String CONFIG = "config.json";
	/** Tokenizer of the language model, and of the text encoder too unless that has its own. */
	public static final String TOKENIZER = "tokenizer.json";

	/** Settings of decoding. */
	public static final String GENERATION = "generation.json";

	/** What the names of the language model's weights begin with. */
	public static final String LANGUAGE = "language.";

	/**
	 * Embeddings of the diseases' prompts, each (K, E) of unit length.
	 *
	 * @param positive what states presence
	 * @param negative what states absence
	 */
	public record Prompts(NDArray positive, NDArray negative) {

		/** Copies that belong to a step, as do then the results of operations on them. */
		public Prompts in(final NDManager step) {
			final Prompts copies = new Prompts(positive.duplicate(), negative.duplicate());
			copies.positive.attach(step);
			copies.negative.attach(step);
			return copies;
		}
	}

	private final Path folder;
	private final JsonFields config;
	private final Parameters parameters;
	private final TrrgNetwork network;
	private final GreyChannels channels;
	private final ModelTokens tokens;
	private final List<Disease> diseases;
	private final Preprocessing preprocessing;
	private final PromptTemplate template;
	private final GenerationSettings generation;
	private final LlamaConfig languageConfig;
	private final Parameters.Kept kept;
	private final Weights language; // with what is kept; or null

	/**
	 * @param source of the network's numbers, and of those of the language model that do not stay where they are
	 * @param kept matrices of the language model that do
	 * @param language has those matrices; or null
	 * @param writes whether the network has its language model; without, it is another's to run
	 */
	private TrrgModel(final Path folder, final Device device, final Precision precision, final Parameters.Source source, final Parameters.Kept kept,
		final Weights language, final boolean writes, final long seed)
	{
		this.folder = folder;
		config = JsonFields.read(folder.resolve(CONFIG));
		FormatVersion.require(config);
		final NetworkConfig architecture = NetworkConfig.of(config);
		diseases = DiseaseFile.read(folder.resolve(DiseaseFile.FILE_NAME));
		preprocessing = Preprocessing.read(folder.resolve(Preprocessing.FILE_NAME));
		channels = GreyChannels.read(folder.resolve(Preprocessing.FILE_NAME), preprocessing, architecture.channels());
		template = PromptTemplate.read(folder.resolve(PromptTemplate.FILE_NAME));
		final Path settings = folder.resolve(GENERATION);
		generation = Files.exists(settings) ? GenerationSettings.fromJson(JsonFields.read(settings)) : GenerationSettings.defaults();
		tokens = ModelTokens.open(folder, config, architecture);
		languageConfig = architecture.language();
		this.kept = kept;
		this.language = language;
		parameters = new Parameters(device, precision, source, kept, seed);
		try {
			network = architecture.build(parameters, writes);
		}
		catch (final RuntimeException e) {
			parameters.close();
			tokens.close();
			throw e;
		}
	}

	/**
	 * Opens a trained model.
	 *
	 * @throws TrrgException if a file is missing or damaged, or a weight missing or of another shape
	 */
	public static TrrgModel open(final Path folder, final Device device) {
		requireFolder(folder);
		try (Weights weights = Weights.open(folder)) {
			return new TrrgModel(folder, device, Precision.best(device), WeightSources.complete(weights, folder), Parameters.Kept.NONE, null, true, 0);
		}
	}

	/**
	 * Opens a trained model to read studies with. On the CPU the language model stays in its mapped file, in the precision it is stored in, and is
	 * none of the network's; not so one of 32 bits with adapters, which are merged into it.
	 *
	 * @throws TrrgException as {@link #open}
	 */
	public static TrrgModel openForReading(final Path folder, final Device device) {
		requireFolder(folder);
		final JsonFields config = JsonFields.read(folder.resolve(CONFIG));
		if (device.isGpu()) return open(folder, device);
		final Weights weights = Weights.open(folder);
		try {
			if (config.has("lora") && weights.names().stream().allMatch(name -> !name.startsWith(LANGUAGE) || WeightSources.isTrainable(weights, name))) {
				weights.close();
				return open(folder, device);
			}
			return new TrrgModel(folder, device, Precision.best(device), WeightSources.complete(weights, folder), WeightSources.language(weights), weights, false, 0);
		}
		catch (final RuntimeException e) {
			weights.close();
			throw e;
		}
	}

	/** Opens a model to train: weights that the folder has are used, others start new, from the seed. */
	public static TrrgModel openForTraining(final Path folder, final Device device, final long seed) {
		return openForTraining(folder, device, Precision.best(device), seed);
	}

	/** As above, in a precision that was chosen. */
	public static TrrgModel openForTraining(final Path folder, final Device device, final Precision precision, final long seed) {
		requireFolder(folder);
		if (!Weights.exist(folder)) return new TrrgModel(folder, device, precision, Parameters.Source.NONE, Parameters.Kept.NONE, null, true, seed);
		try (Weights weights = Weights.open(folder)) {
			return new TrrgModel(folder, device, precision, WeightSources.present(weights, folder), Parameters.Kept.NONE, null, true, seed);
		}
	}

	/**
	 * As above, for training that leaves the matrices of the language model as they are: those of fewer than 32 bits stay so, and stay where the base
	 * has them, as the files of a model in training are written anew.
	 *
	 * @param base the model that the folder began as a copy of; may be without weights
	 */
	public static TrrgModel openForTraining(final Path folder, final Device device, final Precision precision, final long seed, final Path base) {
		requireFolder(folder);
		if (!Weights.exist(folder) || !Weights.exist(base)) return openForTraining(folder, device, precision, seed);
		final Weights kept = Weights.open(base);
		try (Weights weights = Weights.open(folder)) {
			return new TrrgModel(folder, device, precision, WeightSources.present(weights, folder), WeightSources.untrained(weights, kept), kept, true, seed);
		}
		catch (final RuntimeException e) {
			kept.close();
			throw e;
		}
	}

	private static void requireFolder(final Path folder) {
		if (!Files.isDirectory(folder)) throw new TrrgException("There is no model folder " + folder +
			". Choose a folder that holds config.json and model.safetensors.");
	}

	/** Writes the weights into a folder, in place of shards that are there; the other files of a model are written where they change. */
	public void saveWeights(final Path target) {
		if (network.language() == null) throw new IllegalStateException("A model opened for reading does not hold its language model");
		final SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
		parameters.arrays().forEach((name, array) -> writer.floats(name, DType.F32, array.getShape().getShape(), array::toFloatArray));
		for (final String name : parameters.stored()) {
			copy(name, writer);
			if (language.names().contains(name + StoredLanguage.SCALE)) copy(name + StoredLanguage.SCALE, writer);
		}
		// What has 8 or 4 bits cannot be rounded again; 16 bits can.
		final String rounded = parameters.stored().isEmpty() ? null : language.metadata().get(Quantizer.METADATA);
		if (rounded != null && parameters.stored().stream().anyMatch(name -> !language.dtype(name).isFloat())) writer.metadata(Quantizer.METADATA, rounded);
		writer.write(target.resolve(WEIGHTS));
		ShardedWeights.delete(target);
	}

	private void copy(final String name, final SafetensorsWriter writer) {
		writer.bytes(name, language.dtype(name), language.shape(name), () -> language.bytes(name));
	}

	public Path folder() {
		return folder;
	}

	public JsonFields config() {
		return config;
	}

	public Parameters parameters() {
		return parameters;
	}

	public TrrgNetwork network() {
		return network;
	}

	/** Tokenizer of the language model. */
	public Tokenizer tokenizer() {
		return tokens.language();
	}

	/** Tokens of a text for {@link #embedTexts}. */
	public int[] encodeText(final String text) {
		return tokens.encodeText(text);
	}

	public List<Disease> diseases() {
		return diseases;
	}

	public Preprocessing preprocessing() {
		return preprocessing;
	}

	/** Decoding settings of the model folder. */
	public GenerationSettings generation() {
		return generation;
	}

	/** Name of the folder. */
	public String name() {
		return folder.toAbsolutePath().normalize().getFileName().toString();
	}

	/** Sizes of the language model. */
	public LlamaConfig languageConfig() {
		return languageConfig;
	}

	/** Weights of the language model by their published names, for decoding on the CPU: as they are stored, or of the network, adapters merged. */
	public StoredWeights languageWeights() {
		final Parameters.Source numbers = network.language() == null ? WeightSources.present(language, folder) : (name, shape) -> {
			final NDArray array = parameters.arrays().get(name);
			return array == null ? null : array.toFloatArray();
		};
		return new AdaptedLanguage((name, rows, columns) -> kept.matrix(LANGUAGE + name, rows, columns), (name, shape) -> numbers.read(LANGUAGE + name,
			shape), network.lora());
	}

	/** Token that begins every sequence, as far as the language model has one. */
	public OptionalInt begin() {
		return tokens.begin() < 0 ? OptionalInt.empty() : OptionalInt.of(tokens.begin());
	}

	/** Token that a report is taught to end with. */
	public int end() {
		return tokens.ends().get(0);
	}

	/** Tokens that end a report, whichever is written. */
	public int[] ends() {
		return tokens.ends().stream().mapToInt(Integer::intValue).toArray();
	}

	/**
	 * Pixels of several views as network input; a network of three channels sees the grey value thrice, as {@link GreyChannels} says.
	 *
	 * @param pixels S·S values per view, all of one side S
	 * @return (views, C, S, S)
	 */
	public NDArray pixels(final NDManager manager, final List<float[]> pixels) {
		final int side = (int) Math.round(Math.sqrt(pixels.get(0).length));
		return manager.create(channels.of(pixels), new Shape(pixels.size(), channels.count(), side, side));
	}

	/** @return embeddings (N, E) of unit length */
	public NDArray embedTexts(final NDManager manager, final List<int[]> texts) {
		final int longest = Math.min(network.text().config().maxPositions(), Math.max(1, texts.stream().mapToInt(ids -> ids.length).max().orElse(1)));
		final long[] ids = new long[texts.size() * longest];
		final float[] mask = new float[ids.length];
		for (int row = 0; row < texts.size(); row++) {
			final int[] text = texts.get(row);
			for (int i = 0; i < Math.min(longest, text.length); i++) {
				ids[row * longest + i] = text[i];
				mask[row * longest + i] = 1;
			}
			if (text.length == 0) mask[row * longest] = 1;
		}
		final Shape shape = new Shape(texts.size(), longest);
		return network.encodeTexts(manager.create(ids, shape), manager.create(mask, shape));
	}

	/** Embeds the prompts of all diseases; the mean of a side's templates stands for it. */
	public Prompts embedPrompts(final NDManager manager) {
		final List<int[]> texts = new ArrayList<>();
		final int sides = 2 * diseases.size();
		final List<List<String>> prompts = new ArrayList<>();
		diseases.forEach(disease -> prompts.add(disease.positivePrompts()));
		diseases.forEach(disease -> prompts.add(disease.negativePrompts()));
		prompts.forEach(side -> side.forEach(prompt -> texts.add(encodeText(prompt))));
		final float[] average = new float[sides * texts.size()];
		int at = 0;
		for (int side = 0; side < sides; side++)
			for (int i = 0; i < prompts.get(side).size(); i++)
				average[side * texts.size() + at++] = 1f / prompts.get(side).size();
		final NDArray embedded = embedTexts(manager, texts); // (texts, E)
		final NDArray means = DiseasePerception.unit(manager.create(average, new Shape(sides, texts.size())).matMul(embedded)); // (2K, E)
		return new Prompts(means.get("0:" + diseases.size()), means.get(diseases.size() + ":"));
	}

	/**
	 * Lays the prompt of one study out for {@link TrrgNetwork#mix}.
	 *
	 * @param visualTokens number of visual soft tokens; they come first in the bank
	 * @param clues indices of the selected diseases
	 * @return token ids, and −1 − i for the i-th soft token
	 */
	public long[] layout(final int visualTokens, final List<Integer> clues, final String indication) {
		final List<Long> codes = new ArrayList<>();
		begin().ifPresent(id -> codes.add((long) id));
		for (final PromptTemplate.Part part : template.parts()) {
			if (part instanceof PromptTemplate.Text text) add(codes, tokenizer().encodeWithSpecials(text.text()));
			else switch ((PromptTemplate.Slot) part) {
				case VISUAL -> addSoft(codes, 0, visualTokens);
				case CLUES -> {
					if (network.injectsClues()) clues.forEach(clue -> addSoft(codes, visualTokens + clue, 1));
				}
				case FINDINGS -> add(codes, tokenizer().encode(String.join(", ", clues.stream().map(clue -> diseases.get(clue).name()).toList())));
				case INDICATION -> add(codes, indication.isEmpty() ? new int[0] : tokenizer().encode("Indication: " + indication));
			}
		}
		return codes.stream().mapToLong(Long::longValue).toArray();
	}

	private static void add(final List<Long> codes, final int[] ids) {
		for (final int id : ids)
			codes.add((long) id);
	}

	private static void addSoft(final List<Long> codes, final int from, final int count) {
		for (int i = from; i < from + count; i++)
			codes.add(-1L - i);
	}

	@Override
	public void close() {
		if (language != null) language.close();
		parameters.close();
		tokens.close();
	}
}
