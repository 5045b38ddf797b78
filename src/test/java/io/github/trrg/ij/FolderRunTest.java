package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonElement;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.trrg.ReportsTable;
import io.github.trrg.SharedData;
import io.github.trrg.TinyModel;
import io.github.trrg.cli.Main;

/** A night over a folder of real radiographs with trouble among them: from a macro without a display, and killed and resumed. */
class FolderRunTest {

	private static final int RADIOGRAPHS = 200;
	private static final List<String> BAD = List.of("cut short.jpg", "empty.png", "gone.png", "jpeg ls.dcm", "text.png");

	@TempDir
	private static Path folder;
	private static Path images;
	private static Path model;

	@BeforeAll
	static void makeFolder() throws Exception {
		final List<Path> validation = new ArrayList<>();
		for (final JsonElement study : SharedData.json("iu-xray/annotation.json").getAsJsonArray("val"))
			study.getAsJsonObject().getAsJsonArray("image_path").forEach(name -> validation.add(SharedData.path("iu-xray").resolve(name.getAsString())));
		images = Files.createDirectories(folder.resolve("Röntgenbilder der Nacht"));
		for (final Path image : validation.subList(0, RADIOGRAPHS))
			Files.copy(image, images.resolve(image.getFileName().toString()));
		Files.copy(validation.get(0), images.resolve("Größe, «ärztlich» 1.jpg"));
		for (final String name : List.of("chest_OT_MONO2_16bit_signed_explicitLE.dcm", "chest_CR_MONO1_10bit_explicitLE.dcm", "chest_CR_MONO1_10bit_JPEGlosslessSV1.dcm"))
			Files.copy(SharedData.path("dicom/" + name), images.resolve(name));
		new FileSaver(new ImagePlus("", new ByteProcessor(1, 1))).saveAsPng(images.resolve("1 x 1.png").toString());
		Files.createDirectory(images.resolve("x.png"));
		Files.createFile(images.resolve("empty.png"));
		Files.writeString(images.resolve("text.png"), "Dear colleague");
		final byte[] whole = Files.readAllBytes(validation.get(1));
		Files.write(images.resolve("cut short.jpg"), Arrays.copyOf(whole, whole.length / 2));
		new Dicom(4, 1, "1.2.840.10008.1.2.4.80").writeCompressed(images.resolve("jpeg ls.dcm"), new byte[8]);
		Files.createSymbolicLink(images.resolve("gone.png"), images.resolve("nowhere.png"));
		model = TinyModel.make(folder.resolve("tiny"));
	}

	@Test
	void aMacroRunsToTheEndAndAKilledRunCatchesUp() throws Exception {
		final Path out = folder.resolve("whole"), killed = folder.resolve("killed");
		final Map<String, String> printed = new PlainImageJ(folder.resolve("ImageJ")).run("call(\"io.github.trrg.ij.TrrgMacro.run\", \"Generate Reports in Folder...\", \"html=false " +
			"beams=1 min_length=4 max_length=8 model=[" + model + "] folder=[" + images + "] output=[" + out + "]\");\nprint(\"went: on\");", true);
		assertEquals("on", printed.get("went"), printed::toString);
		final List<CSVRecord> rows = ReportsTable.rows(out);
		assertEquals(RADIOGRAPHS + 5 + BAD.size(), rows.size());
		assertEquals(BAD, rows.stream().filter(row -> row.get("status").equals("failed")).map(row -> row.get("id")).sorted().toList());
		for (final CSVRecord row : rows)
			if (row.get("status").equals("failed")) assertTrue(row.get("error").contains(row.get("id")), row::toString);

		for (final int kill : new int[] { 40, 120 })
			assertEquals(-1, batch(kill, killed), "killed before it was done");
		assertEquals(1, batch(Integer.MAX_VALUE, killed), "some files fail");
		ReportsTable.assertSame(out, killed);
		try (Stream<Path> files = Files.list(killed)) {
			assertEquals(List.of("provenance.json", "reports.csv", "reports.jsonl", "summary.html", "thumbnails"), files.map(file -> file.getFileName().toString()).filter(
				name -> !name.endsWith(".tmp")).sorted().toList());
		}
	}

	/**
	 * @param lines of the table after which the process is killed
	 * @return exit code, or −1 if killed
	 */
	private static int batch(final int lines, final Path out) throws Exception {
		final Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx1g", "-cp", System.getProperty("java.class.path"), Main.class
			.getName(), "batch", images.toString(), "--out", out.toString(), "--resume", "--model", model.toString(), "--beam", "1", "--min-length", "4", "--max-length", "8")
			.redirectErrorStream(true).redirectOutput(folder.resolve("batch.log").toFile()).start();
		while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
			final Path table = out.resolve("reports.csv");
			if (!Files.exists(table) || newlines(table) <= lines) continue;
			process.destroyForcibly().waitFor();
			return -1;
		}
		return process.exitValue();
	}

	private static long newlines(final Path file) throws IOException {
		return new String(Files.readAllBytes(file)).chars().filter(c -> c == '\n').count();
	}
}
