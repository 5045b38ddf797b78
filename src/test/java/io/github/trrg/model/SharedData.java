package io.github.trrg.model;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** Data for checking that lies beside the repository and is never part of it. */
public final class SharedData {

	private SharedData() {}

	/** Skips the running test where the data are absent. */
	public static Path path(final String relative) {
		final Path path = Path.of("..", "shared", "data").resolve(relative);
		Assumptions.assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not here");
		return path;
	}
}
