package io.github.trrg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ai.djl.Device;

import io.github.trrg.common.JsonFields;
import io.github.trrg.model.BpeTrainer;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.study.Preprocessing;

/** A complete model folder with random weights, made in a moment: everything works with it, only what it says is nonsense. */
public final class TinyModel {

	/** The recipe it is a shrunk copy of. */
	public static final Path RECIPE = Path.of("recipes", "iu-small");

	private static final List<String> SPECIALS = List.of("<s>", "</s>", "<pad>", "<Img>", "</Img>", "<Clue>", "</Clue>");
	private static final List<String> TEXTS = List.of("The heart size is normal. The lungs are clear.", "There is a small left pleural effusion.",
		"No pneumothorax or focal consolidation is seen.");

	private TinyModel() {}

	/**
	 * @param folder to make it in, by its name the model is known
	 * @return the folder
	 */
	public static Path make(final Path folder) {
		return make(folder, config -> {});
	}

	/** As above. @param change to its {@code config.json} */
	public static Path make(final Path folder, final Consumer<JsonObject> change) {
		makeRecipe(folder, change);
		BpeTrainer.train(TEXTS, 300, SPECIALS, folder.resolve(TrrgModel.TOKENIZER));
		try (TrrgModel model = TrrgModel.openForTraining(folder, Device.cpu(), 1)) {
			model.saveWeights(folder);
		}
		return folder;
	}

	/** The recipe alone, without tokenizer and weights: what pre-training begins with. */
	public static Path makeRecipe(final Path folder) {
		return makeRecipe(folder, config -> {});
	}

	private static Path makeRecipe(final Path folder, final Consumer<JsonObject> change) {
		try {
			Files.createDirectories(folder);
			try (Stream<Path> files = Files.list(RECIPE)) {
				for (final Path file : (Iterable<Path>) files::iterator)
					Files.copy(file, folder.resolve(file.getFileName().toString()));
			}
			final JsonObject config = shrunk(JsonFields.read(RECIPE.resolve(TrrgModel.CONFIG)).json());
			change.accept(config);
			Files.writeString(folder.resolve(TrrgModel.CONFIG), config.toString());
			final JsonObject preprocessing = JsonFields.read(RECIPE.resolve(Preprocessing.FILE_NAME)).json();
			preprocessing.addProperty("size", 64);
			Files.writeString(folder.resolve(Preprocessing.FILE_NAME), preprocessing.toString());
			return folder;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static JsonObject shrunk(final JsonObject config) {
		final JsonObject vision = config.getAsJsonObject("vision");
		vision.addProperty("embedding_size", 8);
		vision.add("hidden_sizes", list(8, 8, 16));
		vision.add("depths", list(1, 1, 1));
		final JsonObject text = config.getAsJsonObject("text");
		text.addProperty("vocab_size", 300);
		text.addProperty("hidden_size", 16);
		text.addProperty("num_hidden_layers", 1);
		text.addProperty("num_attention_heads", 2);
		text.addProperty("intermediate_size", 32);
		final JsonObject language = config.getAsJsonObject("language");
		language.addProperty("vocab_size", 300);
		language.addProperty("hidden_size", 32);
		language.addProperty("intermediate_size", 64);
		language.addProperty("num_hidden_layers", 1);
		language.addProperty("num_attention_heads", 2);
		language.addProperty("num_key_value_heads", 1);
		final JsonObject clue = config.getAsJsonObject("clue");
		clue.addProperty("embedding_size", 16);
		clue.addProperty("num_attention_heads", 2);
		return config;
	}

	private static JsonArray list(final int... numbers) {
		final JsonArray list = new JsonArray();
		for (final int number : numbers)
			list.add(number);
		return list;
	}
}
