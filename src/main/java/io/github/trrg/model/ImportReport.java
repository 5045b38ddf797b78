package io.github.trrg.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/**
 * What an import did.
 *
 * @param model folder that was made
 * @param parts what was mapped, by part
 * @param fresh names of the new and untrained parameters
 * @param prompt format of the prompt, or "base"
 * @param precision of the language model's matrices
 * @param notes what the user should know
 */
public record ImportReport(String model, Map<String, Part> parts, List<String> fresh, String prompt, String precision, List<String> notes) {

	private static final int SHOWN = 5;
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	/**
	 * @param from folder or file
	 * @param type architecture
	 * @param mapped tensors of the new model that come from it
	 * @param unused tensors of it that the new model has no place for
	 */
	public record Part(String from, String type, int mapped, List<String> unused) {}

	/** {@code {"model", "parts": {part: {"from", "type", "mapped", "unused"}}, "new", "prompt", "precision", "notes"}} */
	public JsonElement toJson() {
		final JsonElement json = GSON.toJsonTree(this);
		json.getAsJsonObject().add("new", json.getAsJsonObject().remove("fresh"));
		return json;
	}

	/** For people. */
	public String text() {
		final List<String> lines = new ArrayList<>();
		lines.add("Made " + model);
		parts.forEach((name, part) -> {
			lines.add(name + ": " + part.type + " of " + part.from + ", " + part.mapped + " tensors");
			if (!part.unused.isEmpty()) lines.add("  left over: " + part.unused.size() + " tensors: " + some(part.unused));
		});
		lines.add("new and untrained: " + (fresh.isEmpty() ? "nothing" : fresh.size() + " tensors: " + modules(fresh)));
		lines.add("language model stored as: " + precision + "; prompt: " + prompt);
		notes.forEach(note -> lines.add("Note: " + note));
		return lines.stream().collect(Collectors.joining("\n", "", "\n"));
	}

	private static String some(final List<String> names) {
		return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (names.size() > SHOWN ? ", ..." : "");
	}

	/** "clue_interaction (28), mapper (4)" */
	static String modules(final Collection<String> names) {
		final Map<String, Long> counts = names.stream().collect(Collectors.groupingBy(name -> name.substring(0, name.indexOf('.')), TreeMap::new,
			Collectors.counting()));
		return counts.entrySet().stream().map(entry -> entry.getKey() + " (" + entry.getValue() + ")").collect(Collectors.joining(", "));
	}

	static String name(final Path path) {
		return path.toAbsolutePath().normalize().toString();
	}
}
