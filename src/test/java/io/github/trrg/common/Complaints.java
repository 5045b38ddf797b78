package io.github.trrg.common;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Checks of what users are told. */
public final class Complaints {

	private Complaints() {}

	/** It fails with an error for users whose message has all the parts. */
	public static void assertMessage(final Executable executable, final String... parts) {
		final String message = assertThrows(TrrgException.class, executable).getMessage();
		for (final String part : parts)
			assertTrue(message.contains(part), () -> "expected \"" + part + "\" in: " + message);
	}
}
