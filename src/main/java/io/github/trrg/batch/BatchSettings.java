package io.github.trrg.batch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;

/**
 * What a run over a folder is told.
 *
 * @param folder of the images
 * @param out folder of all outputs; new or empty, unless the run is resumed
 * @param recursive whether folders inside are read too
 * @param filter which files are read: wildcards, {@code regex:…}, or blank for all image files
 * @param group how files become studies: {@code file}, {@code folder}, {@code dicom} or {@code regex:…}
 * @param resume whether to go on with an interrupted run
 * @param maps whether to write the attention maps of the selected clues
 * @param html whether to write a page per study
 * @param identifiers whether patient id and Study Instance UID may stand in the outputs
 */
public record BatchSettings(Path folder, Path out, boolean recursive, String filter, String group, boolean resume, boolean maps, boolean html, boolean identifiers) {

	/** Label of the command that does the same. */
	public static final String COMMAND = "Generate Reports in Folder...";

	/** What must stay the same when a run is resumed. */
	JsonObject toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty("folder", folder.toAbsolutePath().normalize().toString());
		json.addProperty("recursive", recursive);
		json.addProperty("filter", filter);
		json.addProperty("group", group);
		json.addProperty("maps", maps);
		json.addProperty("html", html);
		json.addProperty("identifiers", identifiers);
		return json;
	}

	/**
	 * A macro that repeats the run into another folder.
	 *
	 * @param more keys and values of the command that are not in here
	 */
	String macro(final Map<String, String> more) {
		final Map<String, String> keys = new LinkedHashMap<>();
		keys.put("recursive", String.valueOf(recursive));
		keys.put("html", String.valueOf(html));
		keys.put("maps", String.valueOf(maps));
		keys.put("identifiers", String.valueOf(identifiers));
		keys.putAll(more);
		keys.put("group", group);
		keys.put("filter", filter);
		keys.put("folder", folder.toAbsolutePath().normalize().toString());
		final String options = keys.entrySet().stream().filter(entry -> !entry.getValue().isEmpty()).map(entry -> entry.getKey() + "=" + quoted(entry.getValue())).collect(
			Collectors.joining(" "));
		final String path = out.toAbsolutePath().normalize().toString();
		return "run(\"" + COMMAND + "\", \"" + escaped(options + " output=[" + path + " again]") + "\");";
	}

	private static String quoted(final String value) {
		return value.matches("[\\w.]+") ? value : "[" + value + "]";
	}

	private static String escaped(final String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"");
	}
}
