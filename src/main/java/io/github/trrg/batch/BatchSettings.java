package io.github.trrg.batch;

import java.nio.file.Path;
import java.util.Map;

import com.google.gson.JsonObject;

import io.github.trrg.common.MacroOptions;

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
public record BatchSettings(Path folder, Path out, boolean recursive, String filter, String group, boolean resume, boolean maps, boolean html,
	boolean identifiers) {

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
	 * A macro that repeats the run into another folder, with every key of the command, as ImageJ would look for a missing one in the values of others.
	 *
	 * @param more keys and values of the command that are not in here
	 */
	String macro(final Map<String, String> more) {
		final MacroOptions options = new MacroOptions().with("recursive", String.valueOf(recursive)).with("html", String.valueOf(html))
			.with("maps", String.valueOf(maps)).with("identifiers", String.valueOf(identifiers)).with("resume", "false");
		more.forEach(options::with);
		options.with("group", group).with("filter", filter).with("folder", folder.toAbsolutePath().normalize().toString())
			.with("output", out.toAbsolutePath().normalize() + " again");
		return options.canBeWritten() ? options.run(COMMAND) : "// A name in these holds what a macro cannot: " + options;
	}
}
