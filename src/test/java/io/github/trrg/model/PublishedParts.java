package io.github.trrg.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;

/** A tiny model taken apart into folders as Hugging Face publishes them. */
final class PublishedParts {

	final Path model;
	final Path vision;
	final Path text;
	final Path language;

	PublishedParts(final Path folder) {
		model = TinyModel.make(folder.resolve("tiny"));
		vision = make(folder.resolve("resnet"), "vision", "resnet", name -> name, DType.F32);
		text = make(folder.resolve("bert"), "text", "bert", name -> name, DType.F32);
		language = make(folder.resolve("llama"), "language", "llama", name -> name, DType.F32);
	}

	/** @param names gives a tensor its published name */
	Path make(final Path folder, final String part, final String type, final UnaryOperator<String> names, final DType dtype) {
		try {
			Files.createDirectories(folder);
			final JsonObject config = JsonFields.read(model.resolve("config.json")).json().getAsJsonObject(part);
			config.addProperty("model_type", type);
			Files.writeString(folder.resolve("config.json"), config.toString());
			if (!part.equals("vision")) Files.copy(model.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
			final SafetensorsWriter writer = new SafetensorsWriter();
			try (Weights weights = Weights.open(model)) {
				weights.names().stream().filter(name -> name.startsWith(part + ".")).forEach(name -> writer.floats(names.apply(name.substring(part.length() + 1)), dtype, weights.shape(name),
					() -> read(name)));
				writer.write(folder.resolve("model.safetensors"));
			}
			return folder;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private float[] read(final String name) {
		try (Weights weights = Weights.open(model)) {
			return weights.floats(name);
		}
	}

	/** Changes fields of a folder's file; null takes a field away. */
	static void change(final Path file, final String fields) {
		try {
			final JsonObject json = Files.exists(file) ? JsonFields.read(file).json() : new JsonObject();
			for (final Map.Entry<String, JsonElement> field : JsonParser.parseString(fields).getAsJsonObject().entrySet())
				if (field.getValue().isJsonNull()) json.remove(field.getKey());
				else json.add(field.getKey(), field.getValue());
			Files.writeString(file, json.toString());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	ImportRequest request(final Path out) {
		return new ImportRequest(vision, text, language, null, null, out, null, PromptFormat.AUTO);
	}
}
