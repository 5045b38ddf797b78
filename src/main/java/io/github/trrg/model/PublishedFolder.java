package io.github.trrg.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/**
 * A model as Hugging Face publishes it: a folder with {@code config.json} and safetensors.
 *
 * @param path the folder
 * @param config its {@code config.json}
 * @param type value of {@code model_type}
 */
record PublishedFolder(Path path, JsonFields config, String type, Weights weights, PublishedTensors tensors) implements AutoCloseable {

	private static final String CONFIG = "config.json";
	private static final List<String> PICKLES = List.of(".bin", ".pth", ".pt", ".ckpt", ".pkl");
	/** Python that makes safetensors of a folder's pickles. */
	private static final String CONVERSION = "python -c \"import glob, torch; from safetensors.torch import save_file; w = {}; " +
		"[w.update(torch.load(f, map_location='cpu', weights_only=True)) for f in sorted(glob.glob('%s'))]; w = w.get('model', w.get('state_dict', w)); " +
		"save_file({k: v.clone().contiguous() for k, v in w.items()}, 'model.safetensors')\"";

	/**
	 * @param option that names the folder, for messages
	 * @param types of models that are understood
	 * @throws TrrgException if the folder is no such model or damaged
	 */
	static PublishedFolder open(final Path path, final String option, final String... types) {
		if (!Files.isDirectory(path)) throw new TrrgException("There is no folder " + path + " (" + option + "). Give the folder of a" +
			" model from Hugging Face, with config.json and model.safetensors.");
		final JsonFields config = JsonFields.read(path.resolve(CONFIG));
		if (config.has(FormatVersion.FIELD)) throw new TrrgException(path + " (" + option +
			") is a model folder of this software, no published one. Give it as base.");
		final String type = type(config, option, types);
		refusePickles(path);
		final Weights weights = Weights.open(path);
		try {
			return new PublishedFolder(path, config, type, weights, new PublishedTensors(weights, path.toString(), weights.names(), name -> name));
		}
		catch (final RuntimeException e) {
			weights.close();
			throw e;
		}
	}

	/** The first BERTs do not name their type. */
	private static String type(final JsonFields config, final String option, final String... types) {
		if (!config.has("model_type") && types[0].equals("bert") && config.has("type_vocab_size")) return "bert";
		final String type = config.requireString("model_type");
		if (!Arrays.asList(types).contains(type)) throw new TrrgException(config.source() + ": model_type is \"" + type + "\"; " + option + " takes " +
			String.join(", ", types) + ". Give the folder of another model.");
		return type;
	}

	/** A pickle is a program, which this software does not run. */
	private static void refusePickles(final Path folder) {
		if (Weights.exist(folder)) return;
		try (Stream<Path> files = Files.list(folder)) {
			final List<String> pickles = files.map(file -> file.getFileName().toString()).filter(PublishedFolder::isPickle).sorted().toList();
			if (!pickles.isEmpty()) throw refused(folder, String.join(", ", pickles), pickles.size() == 1 ? pickles.get(0) : "*" + ending(pickles.get(0)));
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot look into " + folder + ": " + e.getMessage() + ". Check that it is readable.", e);
		}
	}

	/** Opens a file of weights on its own. @throws TrrgException as {@link #open} */
	static Weights weights(final Path file) {
		if (Files.isDirectory(file)) refusePickles(file);
		else if (isPickle(file.getFileName().toString())) throw refused(file.toAbsolutePath().getParent(), file.getFileName().toString(), file.getFileName()
			.toString());
		return Weights.open(file);
	}

	private static TrrgException refused(final Path folder, final String pickles, final String pattern) {
		return new TrrgException("The weights in " + folder + " are PyTorch pickles (" + pickles + "), which can run programs when they are read, and are refused. " +
			"Convert them once, in that folder, with a Python that has torch and safetensors: " + String.format(CONVERSION, pattern));
	}

	private static boolean isPickle(final String name) {
		return PICKLES.contains(ending(name)) && !name.equals("training_args.bin");
	}

	private static String ending(final String name) {
		return name.substring(Math.max(0, name.lastIndexOf('.')));
	}

	/** A file of the folder that may be absent. @return its fields, empty if there is none */
	JsonFields optional(final String name) {
		return Files.isRegularFile(path.resolve(name)) ? JsonFields.read(path.resolve(name)) : JsonFields.parse(path.resolve(name).toString(), "{}");
	}

	/** The chat template, as text; empty if there is none. It is never run. */
	String chatTemplate() {
		final Path file = path.resolve("chat_template.jinja");
		try {
			if (Files.isRegularFile(file)) return Files.readString(file);
		}
		catch (final IOException e) {
			return ""; // it only tells the family
		}
		final JsonFields tokenizer = optional("tokenizer_config.json");
		return tokenizer.has("chat_template") ? String.valueOf(tokenizer.json().get("chat_template")).replace("\\u003c", "<").replace("\\u003e", ">") : "";
	}

	/** What the model calls itself. */
	String title() {
		return config.optString("_name_or_path", "") + " " + path.toAbsolutePath().normalize().getFileName();
	}

	@Override
	public void close() {
		weights.close();
	}
}
