package io.github.trrg.common;

import java.util.Objects;

/** The version of this software. */
public final class Version {

	private Version() {}

	/** That of the jar it runs from, "(development)" without one. */
	public static String text() {
		return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(development)");
	}
}
