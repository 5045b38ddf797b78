package io.github.trrg.ij;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImageJ;
import ij.macro.Interpreter;

/**
 * A plain ImageJ with the plugin in its plugins folder, as users have it: classes come from jars that only ImageJ's own class loader
 * sees. Each macro runs in a new JVM.
 */
public final class PlainImageJ {

	private static final int PATIENCE_SECONDS = 180;
	private static final String ERROR = "Error: ";

	/** Runs a macro in this JVM: with a display in a real ImageJ window. */
	static final class Main {

		private Main() {}

		/** @param arguments file of the macro, file for its log */
		public static void main(final String[] arguments) throws IOException {
			if (!Boolean.getBoolean("java.awt.headless")) new ImageJ();
			final Interpreter interpreter = new Interpreter();
			// Errors would open a dialog that nobody answers.
			interpreter.setIgnoreErrors(true);
			Thread.currentThread().setName("Run$_test Macro$");
			try {
				interpreter.run(Files.readString(Path.of(arguments[0])));
			}
			catch (final RuntimeException e) {
				System.out.println(e); // how ImageJ ends a macro
			}
			final String log = IJ.getLog(), error = interpreter.getErrorMessage();
			// Without a display the log goes to the output.
			Files.writeString(Path.of(arguments[1]), (log == null ? "" : log) + (error == null ? "" : ERROR + error + "\n"));
			System.exit(0);
		}
	}

	private final Path folder;
	private final List<Path> jars = new ArrayList<>();

	/** @param folder where to install it */
	public PlainImageJ(final Path folder) throws IOException {
		this.folder = folder;
		final Path plugins = Files.createDirectories(folder.resolve("plugins/jars")).getParent();
		for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			final Path path = Path.of(entry);
			if (entry.endsWith(".jar")) jars.add(path);
			else if (path.endsWith("classes")) pack(path, plugins.resolve("TRRG_-test.jar"));
		}
		for (final Path jar : jars)
			if (!isImageJ(jar)) link(jar, plugins.resolve("jars").resolve(jar.getFileName()));
	}

	private static boolean isImageJ(final Path jar) {
		return jar.getFileName().toString().matches("ij-[0-9].*");
	}

	private static void link(final Path jar, final Path target) throws IOException {
		try {
			Files.createSymbolicLink(target, jar.toAbsolutePath());
		}
		catch (final IOException | UnsupportedOperationException e) {
			Files.copy(jar, target); // Windows allows links to few
		}
	}

	private static void pack(final Path classes, final Path jar) throws IOException {
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(classes)) {
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
				out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, out);
			}
		}
	}

	public Path models() {
		return folder.resolve("models");
	}

	/** @return the lines that the macro printed as "key: value", by key; "Error" is what ended it */
	public Map<String, String> run(final String macro, final boolean headless) throws IOException, InterruptedException {
		final Path macroFile = folder.resolve("test macro.ijm"), log = folder.resolve("log.txt"), output = folder.resolve("output.txt");
		Files.writeString(macroFile, macro);
		Files.deleteIfExists(log);
		final String classPath = jars.stream().filter(PlainImageJ::isImageJ).findFirst().orElseThrow() + File.pathSeparator + Path.of(URI.create(Main.class
			.getProtectionDomain().getCodeSource().getLocation().toString()));
		final List<String> command = Arrays.asList(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "--add-modules=jdk.incubator.vector",
			"-Djava.awt.headless=" + headless, "-Dplugins.dir=" + folder, "-Dij.dir=" + folder, "-Dtrrg.home=" + folder.resolve("home"), "-Duser.home=" + folder.resolve(
				"home"), "-DDJL_CACHE_DIR=" + Path.of(System.getProperty("user.home"), ".djl.ai"), "-cp", classPath, Main.class.getName(), macroFile.toString(), log
					.toString());
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
		if (!Files.exists(log)) throw new AssertionError("ImageJ did not end:\n" + new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
		final Map<String, String> printed = new LinkedHashMap<>();
		for (final String line : (new String(Files.readAllBytes(output), StandardCharsets.UTF_8) + Files.readString(log)).lines().toList()) {
			final String[] parts = line.split(": ", 2);
			if (parts.length == 2) printed.put(parts[0], parts[1]);
		}
		return printed;
	}
}
