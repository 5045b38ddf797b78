package io.github.trrg.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Adds studies in a process of its own, which may be killed: x0, x1, ... with x0 replaced each time. Prints each id once it is added. */
final class AddingProcess {

	private AddingProcess() {}

	/** @param arguments folder, what begins the ids, number of studies */
	public static void main(final String[] arguments) {
		for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
			DatasetWriter.add(Path.of(arguments[0]), List.of(TinyStudies.of(arguments[1] + i), TinyStudies.of(arguments[1] + "again")), true);
			System.out.println(arguments[1] + i);
		}
	}

	static Process start(final Path folder, final String prefix, final int count) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dsun.jnu.encoding=UTF-8",
			"-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), AddingProcess.class.getName(), folder.toString(), prefix, String.valueOf(count)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}
}
