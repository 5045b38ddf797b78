package io.github.trrg.common;

import java.nio.file.Path;

/** Where choices and models of this user are kept. */
public final class UserFolder {

	private UserFolder() {}

	/** {@code ~/.trrg}, or what the system property {@code trrg.home} says; need not exist. */
	public static Path path() {
		return Path.of(System.getProperty("trrg.home", Path.of(System.getProperty("user.home"), ".trrg").toString()));
	}
}
