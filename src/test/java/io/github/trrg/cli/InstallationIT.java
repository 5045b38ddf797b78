package io.github.trrg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import io.github.trrg.TinyModel;

/** What "mvn package" leaves, used as users do: bin/trrg of the source tree, and of the zip unpacked over a Fiji.app. */
class InstallationIT {

	/** What every Fiji has, of all that the plugin needs. */
	private static final Set<String> OF_FIJI = Set.of("commons-codec", "commons-compress", "commons-io", "gson", "ij", "imglib2", "jfreechart", "jna", "parsington",
		"scijava-common", "slf4j-api");
	private static final Path APP_JARS = Path.of("target", "app", "jars");

	@TempDir
	private static Path folder;
	private static Path fiji;

	private String out, err;

	/** A folder that has of Fiji what the plugin needs, with the zip unpacked over it. */
	@BeforeAll
	static void unpackZipOverFiji() throws IOException {
		fiji = Files.createDirectories(folder.resolve("my Fiji é.app"));
		Files.createDirectories(fiji.resolve("jars"));
		for (final Path jar : list(APP_JARS))
			if (OF_FIJI.contains(artifact(jar))) Files.copy(jar, fiji.resolve("jars").resolve(jar.getFileName().toString()));
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zipFile()))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final Path target = fiji.resolve(entry.getName());
				Files.createDirectories(entry.isDirectory() ? target : target.getParent());
				if (!entry.isDirectory()) Files.copy(zip, target);
			}
		}
		TinyModel.make(fiji.resolve("models").resolve("tiny"));
	}

	private static Path zipFile() throws IOException {
		final List<Path> zips = list(Path.of("target")).stream().filter(file -> file.getFileName().toString().matches("TRRG-.*-fiji\\.zip")).toList();
		assertEquals(1, zips.size(), zips::toString);
		return zips.get(0);
	}

	private static List<Path> list(final Path parent) throws IOException {
		try (Stream<Path> files = Files.list(parent)) {
			return files.sorted().toList();
		}
	}

	/** "gson" of gson-2.10.1.jar */
	private static String artifact(final Path jar) {
		return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
	}

	/** Runs the script of an installation from a foreign folder. */
	private int trrg(final Path root, final Object... arguments) throws IOException, InterruptedException {
		final boolean windows = System.getProperty("os.name").startsWith("Windows");
		final List<String> command = new ArrayList<>(List.of(root.resolve("bin").resolve(windows ? "trrg.bat" : "trrg").toAbsolutePath().toString()));
		if (!windows) command.add(0, "sh"); // unpacking in Java loses the permission to execute
		for (final Object argument : arguments)
			command.add(argument.toString());
		final File outFile = folder.resolve("out.txt").toFile(), errFile = folder.resolve("err.txt").toFile();
		final ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(outFile).redirectError(errFile);
		process.environment().put("JAVA_HOME", System.getProperty("java.home"));
		process.environment().put("JAVA_OPTS", "-Xmx1g -Dtrrg.home=home");
		process.environment().put("DJL_CACHE_DIR", folder.resolve("djl é").toString()); // a first start
		final int code = process.start().waitFor();
		out = Files.readString(outFile.toPath(), StandardCharsets.UTF_8);
		err = Files.readString(errFile.toPath());
		return code;
	}

	@Test
	void theZipHoldsWhatFijiLacksAndNothingElse() throws IOException {
		final Set<String> needed = list(APP_JARS).stream().map(InstallationIT::artifact).collect(Collectors.toCollection(TreeSet::new));
		final Set<String> shipped = new TreeSet<>();
		final Set<String> folders = new TreeSet<>();
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zipFile()))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				folders.add(entry.getName().replaceFirst("/.*", ""));
				if (entry.getName().startsWith("jars/") && !entry.isDirectory()) shipped.add(artifact(Path.of(entry.getName())));
			}
		}
		needed.removeAll(OF_FIJI);
		assertEquals(needed, shipped);
		assertTrue(folders.containsAll(Set.of("plugins", "jars", "bin")), folders::toString);
	}

	@Test
	void theSourceTreeRuns() throws Exception {
		assertEquals(0, trrg(Path.of(""), "doctor", "--json"), err);
		final JsonObject found = JsonParser.parseString(out).getAsJsonObject();
		assertTrue(found.getAsJsonObject("vector_api").get("on").getAsBoolean());
		assertEquals(1024, found.getAsJsonObject("java").get("max_heap_mib").getAsInt());
	}

	@Test
	void anInstallationFindsItsModelsAndWritesPureJson() throws Exception {
		final Path image = folder.resolve("radiograph é 1.tif");
		new FileSaver(new ImagePlus("noise", new FloatProcessor(80, 90, new Random(1).doubles(80 * 90).toArray()))).saveAsTiff(image.toString());
		assertEquals(0, trrg(fiji, "report", image, "--model", "tiny", "--max-length", 8, "--json"), () -> err);
		final JsonObject report = JsonParser.parseString(out).getAsJsonObject();
		assertEquals(image.toString(), report.get("image").getAsString());
		assertTrue(report.getAsJsonArray("warnings").toString().contains("does not look like a chest radiograph"), out);
		assertTrue(err.contains("does not look like a chest radiograph"), err);
	}

	@Test
	void doctorNamesMissingNatives() throws Exception {
		final Path natives = list(fiji.resolve("jars")).stream().filter(jar -> artifact(jar).startsWith("pytorch-native")).findFirst().orElseThrow();
		final Path away = Files.move(natives, folder.resolve("natives.jar"));
		try {
			assertEquals(2, trrg(fiji, "doctor", "--json"));
			final JsonObject found = JsonParser.parseString(out).getAsJsonObject();
			assertFalse(found.getAsJsonObject("pytorch").get("starts").getAsBoolean());
			assertTrue(found.getAsJsonArray("problems").toString().contains("there is no pytorch-native-cpu jar"), out);
			assertEquals(2, trrg(fiji, "report", "x.png", "--model", "tiny"));
			assertTrue(err.contains("PyTorch could not start"), err);
		}
		finally {
			Files.move(away, natives);
		}
	}

	@Test
	void exitCodesReachTheShell() throws Exception {
		assertEquals(1, trrg(fiji, "report", "missing é.png", "--model", "tiny"));
		assertTrue(err.contains("missing é.png"), err);
		assertEquals(2, trrg(fiji, "report"));
		assertEquals(2, trrg(fiji, "report", "x.png", "--model", "no such model"));
	}
}
