package io.github.trrg;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Data for checking that lie beside the repository; a test that asks for what is absent is skipped with a message. */
public final class SharedData {

	private static final Path FOLDER = Path.of("..", "shared", "data");

	private SharedData() {}

	public static Path path(final String name) {
		final Path path = FOLDER.resolve(name);
		assumeTrue(Files.exists(path), () -> "Skipped: " + path + " is absent");
		return path;
	}

	public static JsonObject json(final String name) throws IOException {
		return JsonParser.parseString(Files.readString(path(name))).getAsJsonObject();
	}
}
