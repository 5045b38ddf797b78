package io.github.trrg.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.Trrg;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.Sha256;
import io.github.trrg.common.TrrgException;
import io.github.trrg.common.Version;
import io.github.trrg.decode.ChosenSettings;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.ModelCard;

/** {@code provenance.json}: all that is needed to repeat a run, and to tell whether an interrupted one may go on. */
final class Provenance {

	private static final String FILE = "provenance.json";

	private final Path file;
	private final JsonObject json = new JsonObject();

	Provenance(final BatchSettings settings, final GenerationSettings generation, final Trrg trrg) {
		file = settings.out().resolve(FILE);
		final String device = Torch.name(trrg.model().parameters().device());
		final Path model = trrg.model().folder().toAbsolutePath().normalize();
		final JsonObject written = generation.toJson();
		final Map<String, String> more = new LinkedHashMap<>();
		ChosenSettings.KEYS.forEach(key -> more.put(key, written.get(key).getAsString()));
		more.put("device", device);
		more.put("model", model.toString());
		json.addProperty("trrg", Version.text());
		json.addProperty("started", Instant.now().toString());
		json.add("settings", settings.toJson());
		json.add("generation", written);
		json.add("model", model(model));
		json.addProperty("device", device);
		json.addProperty("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
		json.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
		json.addProperty("pytorch", Torch.start().getVersion());
		json.addProperty("macro", settings.macro(more));
	}

	/** Name and place of the model, and the checksums of the files that it consists of. */
	private static JsonObject model(final Path folder) {
		final JsonObject model = new JsonObject();
		model.addProperty("name", String.valueOf(folder.getFileName()));
		model.addProperty("folder", folder.toString());
		final JsonObject sums = new JsonObject();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : (Iterable<Path>) files.filter(Provenance::isPart).sorted()::iterator)
				sums.addProperty(file.getFileName().toString(), Sha256.of(file));
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read the model folder " + folder + ": " + e.getMessage() + ".", e);
		}
		model.add("sha256", sums);
		return model;
	}

	/** Not its card, nor what file browsers leave. */
	private static boolean isPart(final Path file) {
		return Files.isRegularFile(file) && !file.endsWith(ModelCard.FILE_NAME) && !file.getFileName().toString().startsWith(".");
	}

	/** @throws TrrgException if the run in the folder was told something else than this one */
	void requireSameAsBefore() {
		if (!Files.exists(file)) throw new TrrgException(file.getParent() + " holds no interrupted run (" + FILE +
			" is missing). Choose its folder, or an empty one.");
		final JsonObject before = JsonFields.read(file).json();
		for (final String part : List.of("settings", "generation"))
			requireSame(part, before.get(part), json.get(part));
		// A model is its files, wherever they lie.
		requireSame("model.sha256", sums(before), sums(json));
		json.add("started", before.get("started"));
		final JsonArray resumed = before.has("resumed") ? before.getAsJsonArray("resumed") : new JsonArray();
		resumed.add(Instant.now().toString());
		json.add("resumed", resumed);
	}

	private static JsonElement sums(final JsonObject provenance) {
		return provenance.get("model") instanceof JsonObject model ? model.get("sha256") : null;
	}

	private void requireSame(final String field, final JsonElement before, final JsonElement now) {
		if (now != null && now.equals(before)) return;
		if (now instanceof JsonObject to && before instanceof JsonObject from) Stream.concat(to.keySet().stream(), from.keySet().stream()).distinct().forEach(
			key -> requireSame(field + "." + key, from.get(key), to.get(key)));
		else throw new TrrgException("Cannot resume: " + field + " was " + before + " and is now " + now +
			". Resume with what the run began with, or choose another folder.");
	}

	void write() {
		JsonText.write(file, json);
	}

	void finish(final BatchResult result) {
		json.addProperty("finished", Instant.now().toString());
		json.addProperty("result", result.line());
		write();
	}
}
