package io.github.trrg.engine;

import java.lang.reflect.Field;
import java.nio.file.Path;

/** A process that dies by a signal, as native code does: writes to address 0. */
public final class Crash {

	private Crash() {}

	/** @param arguments folder of an engine choice: dies while that is loaded; none: dies at once */
	public static void main(final String... arguments) {
		if (arguments.length == 0) die();
		else new EngineChoice(Path.of(arguments[0])).load(Crash::die);
	}

	private static Void die() {
		try {
			final Class<?> type = Class.forName("sun.misc.Unsafe");
			final Field field = type.getDeclaredField("theUnsafe");
			field.setAccessible(true);
			type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
		return null;
	}
}
