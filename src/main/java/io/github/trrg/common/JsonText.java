package io.github.trrg.common;

import java.nio.file.Path;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** JSON for people and programs alike: indented, letters as they are. */
public final class JsonText {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

	private JsonText() {}

	/** Without a line break at its end. */
	public static String of(final JsonElement json) {
		return GSON.toJson(json);
	}

	/** @throws TrrgException if the file cannot be written; its old content is then untouched */
	public static void write(final Path file, final JsonElement json) {
		AtomicFile.writeText(file, of(json) + "\n");
	}
}
