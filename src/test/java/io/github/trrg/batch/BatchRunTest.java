package io.github.trrg.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import io.github.trrg.ReportsTable;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.ij.Dicom;
import io.github.trrg.ij.FolderImages;
import io.github.trrg.report.Report;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** A run over a folder, with a model of random weights. */
class BatchRunTest {

	private static final int GOOD = 21;
	private static final GenerationSettings GENERATION = GenerationSettings.defaults().with().minLength(4).maxLength(12).build();

	@TempDir
	private static Path folder;
	private static Path images;
	private static Trrg trrg;

	@BeforeAll
	static void makeModelAndImages() throws Exception {
		trrg = Trrg.open(TinyModel.make(folder.resolve("tiny")), "cpu");
		images = Files.createDirectories(folder.resolve("Bilder für Zoë"));
		for (int i = 0; i < GOOD; i++)
			TinyDataset.save(Phantom.draw(i, 64, List.of()), images.resolve("study " + i + ".png"));
	}

	@AfterAll
	static void close() {
		trrg.close();
	}

	private static BatchSettings settings(final Path input, final Path out) {
		return new BatchSettings(input, out, false, "", "file", false, false, false, false);
	}

	private static BatchSettings resumed(final BatchSettings first) {
		return new BatchSettings(first.folder(), first.out(), first.recursive(), first.filter(), first.group(), true, first.maps(), first.html(), first.identifiers());
	}

	private static BatchResult run(final BatchSettings settings, final Progress progress) {
		return BatchRun.run(trrg, settings, GENERATION, new FolderImages(), progress);
	}

	private static BatchResult run(final BatchSettings settings) {
		return run(settings, Progress.NONE);
	}

	private static Map<String, CSVRecord> byId(final Path out) throws IOException {
		return ReportsTable.rows(out).stream().collect(Collectors.toMap(row -> row.get("id"), row -> row));
	}

	/** Without what the table shows to differ a little. */
	private static List<String> timelessJson(final Path out) throws IOException {
		return Files.readAllLines(out.resolve("reports.jsonl")).stream().map(line -> {
			final JsonObject object = JsonParser.parseString(line).getAsJsonObject();
			object.remove("timings");
			object.getAsJsonArray("clues").forEach(clue -> clue.getAsJsonObject().remove("probability"));
			return object.toString();
		}).toList();
	}

	/** Cancels after so many updates. */
	private static Progress impatient(final int updates) {
		return new Progress() {

			private int seen;

			@Override
			public void update(final double fraction, final String message) {
				seen++;
			}

			@Override
			public boolean isCanceled() {
				return seen >= updates;
			}
		};
	}

	@Test
	void everyStudyHasItsRow() throws Exception {
		final Path out = folder.resolve("plain");
		final List<String> told = new ArrayList<>();
		final BatchResult result = run(settings(images, out), new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				told.add(message);
			}

			@Override
			public boolean isCanceled() {
				return false;
			}
		});
		assertEquals("21 done, 0 skipped, 0 failed", result.line());
		assertTrue(told.get(told.size() - 1).equals("21 of 21 studies, about 0 s left"), told::toString);
		final List<CSVRecord> rows = ReportsTable.rows(out);
		assertEquals(GOOD, rows.size());
		assertTrue(rows.get(0).getParser().getHeaderNames().containsAll(List.of("id", "files", "report", "status", "error", "seconds", "model", "pleural effusion_probability",
			"pleural effusion_selected")));
		final CSVRecord row = byId(out).get("study 3.png");
		assertEquals("study 3.png", row.get("files"));
		// What the facade says of this file alone.
		final List<View> views = new FolderImages().read(images.resolve("study 3.png"));
		final Report alone = trrg.generate(trrg.perceive(new Study("x", views, "")), GENERATION, TokenListener.NONE, Progress.NONE);
		assertEquals(alone.text().replaceAll("\\p{Cntrl}+", " "), row.get("report"));
		assertEquals(alone.clues().get(4).probability(), Double.parseDouble(row.get(alone.clues().get(4).disease().name() + "_probability")), 5e-5);
		assertTrue(Files.readString(out.resolve("summary.html")).contains("21 studies reported, 0 failed."));
		final JsonObject provenance = JsonFields.read(out.resolve("provenance.json")).json();
		assertEquals("21 done, 0 skipped, 0 failed", provenance.get("result").getAsString());
		assertTrue(provenance.get("macro").getAsString().contains("min_length=4 max_length=12") && provenance.get("macro").getAsString().contains("folder=[" + images
			.toAbsolutePath() + "]"), provenance::toString);
	}

	@Test
	void troubleFailsAloneWithItsReason() throws Exception {
		final Path trouble = Files.createDirectories(folder.resolve("trouble"));
		TinyDataset.save(Phantom.draw(1, 64, List.of()), trouble.resolve("gut é.png"));
		Files.createFile(trouble.resolve("empty.png"));
		Files.writeString(trouble.resolve("text.png"), "Dear colleague");
		final byte[] jpeg = jpeg(trouble.resolve("whole.jpg"));
		Files.write(trouble.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
		final int[] pixels = new int[64];
		Arrays.setAll(pixels, i -> i - 32);
		new Dicom(8, 8).number(0x28, 0x103, 1).text(0x28, 0x4, "CS", "MONOCHROME2 ").write(trouble.resolve("signed.dcm"), pixels);
		new Dicom(8, 8).text(0x28, 0x4, "CS", "MONOCHROME1 ").write(trouble.resolve("negative.dcm"), pixels);
		new Dicom(8, 8, "1.2.840.10008.1.2.4.80").writeCompressed(trouble.resolve("jpeg-ls.dcm"), new byte[8]);
		new FileSaver(new ImagePlus("", new ByteProcessor(1, 1))).saveAsPng(trouble.resolve("one pixel.png").toString());
		Files.createDirectory(trouble.resolve("x.png"));
		Files.createSymbolicLink(trouble.resolve("link.png"), trouble.resolve("gone.png"));
		final Path out = folder.resolve("trouble out");
		final BatchResult result = run(settings(trouble, out));
		assertEquals("5 done, 0 skipped, 5 failed", result.line(), () -> result.failed().toString());
		final Map<String, CSVRecord> rows = byId(out);
		for (final String name : List.of("gut é.png", "whole.jpg", "signed.dcm", "negative.dcm", "one pixel.png"))
			assertEquals("done", rows.get(name).get("status"), name);
		assertFalse(rows.get("one pixel.png").get("warnings").isEmpty(), "a pixel is no chest");
		for (final String name : List.of("empty.png", "text.png", "cut.jpg", "jpeg-ls.dcm", "link.png")) {
			assertEquals("failed", rows.get(name).get("status"), name);
			assertTrue(rows.get(name).get("error").contains(name), name);
			assertEquals(rows.get(name).get("error"), result.failed().get(name));
		}
		assertTrue(rows.get("jpeg-ls.dcm").get("error").contains("JPEG-LS Lossless, transfer syntax 1.2.840.10008.1.2.4.80"));
		assertTrue(Files.readString(out.resolve("summary.html")).contains("<td>cut.jpg<td class=\"warning\">"));
	}

	private static byte[] jpeg(final Path file) throws IOException {
		final View view = Phantom.draw(2, 64, List.of()).view();
		final ByteProcessor pixels = new ByteProcessor(64, 64);
		for (int i = 0; i < 64 * 64; i++)
			pixels.set(i, (int) (view.pixels().getAt(i % 64, i / 64).get() * 255 / Phantom.WHITE));
		new FileSaver(new ImagePlus("", pixels)).saveAsJpeg(file.toString());
		return Files.readAllBytes(file);
	}

	@Test
	void anInterruptedRunGoesOnToTheSameTables() throws Exception {
		final BatchSettings whole = settings(images, folder.resolve("whole")), halves = settings(images, folder.resolve("halves"));
		run(whole);
		final BatchResult first = run(halves, impatient(1));
		assertTrue(first.stopped().startsWith("Canceled") && first.done() > 0 && first.done() < GOOD, first::line);
		// As a crash leaves them: a torn row, and an object whose row was not written.
		Files.writeString(halves.out().resolve("reports.csv"), "study 9.png,\"stu", StandardOpenOption.APPEND);
		Files.writeString(halves.out().resolve("reports.jsonl"), "{\"id\":\"study 8.png\",\"status\":\"done\"}\n{\"id", StandardOpenOption.APPEND);
		final BatchResult second = run(resumed(halves));
		assertEquals(GOOD - first.done() + " done, " + first.done() + " skipped, 0 failed", second.line());
		ReportsTable.assertSame(whole.out(), halves.out());
		assertEquals(timelessJson(whole.out()), timelessJson(halves.out()));
		assertEquals("0 done, 21 skipped, 0 failed", run(resumed(halves)).line());
	}

	@Test
	void whatFailedIsTriedAgainAndTakesItsPlace() throws Exception {
		final Path some = Files.createDirectories(folder.resolve("some"));
		for (final String name : List.of("a.png", "c.png"))
			Files.copy(images.resolve("study 1.png"), some.resolve(name));
		Files.writeString(some.resolve("b.png"), "not yet");
		final BatchSettings settings = settings(some, folder.resolve("some out"));
		assertEquals("2 done, 0 skipped, 1 failed", run(settings).line());
		Files.copy(images.resolve("study 2.png"), some.resolve("b.png"), StandardCopyOption.REPLACE_EXISTING);
		assertEquals("1 done, 2 skipped, 0 failed", run(resumed(settings)).line());
		assertEquals(List.of("a.png done", "b.png done", "c.png done"), ReportsTable.rows(settings.out()).stream().map(row -> row.get("id") + " " + row.get("status")).toList());
	}

	@Test
	void aFinishedGroupWithOtherFilesIsReadAgain() throws Exception {
		final Path patients = folder.resolve("patients");
		for (final String name : List.of("a/1.png", "b/1.png", "c/1.png", "d/1.png")) {
			Files.createDirectories(patients.resolve(name).getParent());
			Files.copy(images.resolve("study 1.png"), patients.resolve(name));
		}
		final BatchSettings settings = new BatchSettings(patients, folder.resolve("patients out"), true, "", "folder", false, false, false, false);
		assertEquals("4 done, 0 skipped, 0 failed", run(settings).line());
		Files.copy(images.resolve("study 2.png"), patients.resolve("b/2.png"));
		Files.move(patients.resolve("c/1.png"), patients.resolve("c/3.png"));
		Files.delete(patients.resolve("d/1.png"));
		assertEquals("2 done, 1 skipped, 0 failed", run(resumed(settings)).line());
		assertEquals(List.of("a/1.png", "b/1.png; b/2.png", "c/3.png", "d/1.png"), ReportsTable.rows(settings.out()).stream().map(row -> row.get("files")).toList(),
			"what was read of files that are gone stays");
		assertEquals("0 done, 3 skipped, 0 failed", run(resumed(settings)).line());
	}

	/** A study of one UID is named after its first file, which a new file can come before. */
	@Test
	void aStudyThatIsNowPartOfAnotherHasNoLineOfItsOwn() throws Exception {
		final Path series = Files.createDirectories(folder.resolve("growing series"));
		final int[] pixels = new int[64];
		Arrays.setAll(pixels, i -> i);
		final BatchSettings settings = new BatchSettings(series, folder.resolve("growing out"), false, "", "dicom", false, false, false, false);
		for (final String name : List.of("2.dcm", "1.dcm")) {
			new Dicom(8, 8).text(0x20, 0xd, "UI", "1.2.3.999.19").text(0x28, 0x4, "CS", "MONOCHROME2 ").write(series.resolve(name), pixels);
			assertEquals("1 done, 0 skipped, 0 failed", run(resumed(settings)).line());
		}
		assertEquals(List.of("1.dcm; 2.dcm"), ReportsTable.rows(settings.out()).stream().map(row -> row.get("files")).toList());
		assertEquals(1, Files.readAllLines(settings.out().resolve("reports.jsonl")).size());
	}

	@Test
	void aModelThatMovedGoesOnAndAChangedOneDoesNot() throws Exception {
		final BatchSettings settings = settings(images, folder.resolve("with a moved model"));
		run(settings, impatient(1));
		final Path elsewhere = folder.resolve("elsewhere/tiny again");
		Files.createDirectories(elsewhere);
		try (Stream<Path> files = Files.list(trrg.model().folder())) {
			for (final Path file : (Iterable<Path>) files::iterator)
				Files.copy(file, elsewhere.resolve(file.getFileName()));
		}
		Files.createFile(elsewhere.resolve(".DS_Store"));
		try (Trrg moved = Trrg.open(elsewhere, "cpu")) {
			assertTrue(BatchRun.run(moved, resumed(settings), GENERATION, new FolderImages(), impatient(1)).line().contains("skipped, 0 failed. Canceled"));
			Files.writeString(elsewhere.resolve("diseases.json"), "\n", StandardOpenOption.APPEND);
			final String complaint = assertThrows(TrrgException.class, () -> BatchRun.run(moved, resumed(settings), GENERATION, new FolderImages(), Progress.NONE)).getMessage();
			assertTrue(complaint.startsWith("Cannot resume: model.sha256.diseases.json was "), complaint);
			Files.delete(elsewhere.resolve("generation.json"));
			assertThrows(TrrgException.class, () -> BatchRun.run(moved, resumed(settings), GENERATION, new FolderImages(), Progress.NONE));
		}
		assertTrue(run(resumed(settings)).isComplete());
		assertEquals(GOOD, ReportsTable.rows(settings.out()).size());
	}

	/** Excel takes a table for UTF-8 by its byte order mark, which must not become part of the first name. */
	@Test
	void imageJOpensTheTable() throws Exception {
		final Path named = Files.createDirectories(folder.resolve("named"));
		Files.copy(images.resolve("study 1.png"), named.resolve("Größe, «x».png"));
		final BatchSettings settings = settings(named, folder.resolve("named out"));
		run(settings);
		final byte[] bytes = Files.readAllBytes(settings.out().resolve("reports.csv"));
		assertEquals(List.of((byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 'i'), List.of(bytes[0], bytes[1], bytes[2], bytes[3]));
		final ResultsTable table = ResultsTable.open(settings.out().resolve("reports.csv").toString());
		assertEquals(List.of("Größe, «x».png", "done"), List.of(table.getStringValue("id", 0), table.getStringValue("status", 0)));
		final double probability = Double.parseDouble(ReportsTable.rows(settings.out()).get(0).get("pleural effusion_probability"));
		assertEquals(probability, table.getValue("pleural effusion_probability", 0), 1e-9);
	}

	/** Runs that began before the mark was written. */
	@Test
	void aTableWithoutByteOrderMarkIsGoneOnWith() throws Exception {
		final BatchSettings settings = settings(images, folder.resolve("without mark"));
		run(settings, impatient(1));
		final Path csv = settings.out().resolve("reports.csv");
		final String whole = Files.readString(csv);
		Files.writeString(csv, whole.substring(1));
		assertTrue(run(resumed(settings)).isComplete());
		assertEquals(whole.lines().findFirst().orElseThrow().substring(1), Files.readAllLines(csv).get(0));
		assertEquals(GOOD + 1, Files.readAllLines(csv).size());
	}

	@Test
	void anOutputFolderInUseIsRefused() throws Exception {
		final BatchSettings settings = settings(images, folder.resolve("twice"));
		run(settings, impatient(1));
		final String before = Files.readString(settings.out().resolve("reports.csv"));
		assertTrue(assertThrows(TrrgException.class, () -> run(settings)).getMessage().contains("not empty"));
		final BatchSettings other = new BatchSettings(images, settings.out(), false, "*.png", "file", true, false, false, false);
		final String complaint = assertThrows(TrrgException.class, () -> run(other)).getMessage();
		assertTrue(complaint.contains("settings.filter was \"\" and is now \"*.png\""), complaint);
		assertEquals(before, Files.readString(settings.out().resolve("reports.csv")));
		assertTrue(assertThrows(TrrgException.class, () -> run(settings(folder.resolve("nowhere"), folder.resolve("new")))).getMessage().contains("nowhere"));
		assertTrue(assertThrows(TrrgException.class, () -> run(new BatchSettings(images, folder.resolve("new"), false, "*.dcm", "file", false, false, false, false)))
			.getMessage().contains("\"*.dcm\""));
		assertFalse(Files.exists(folder.resolve("new")));
	}

	@Test
	void twoRunsDoNotWriteIntoOneFolder() throws Exception {
		final BatchSettings settings = settings(images, folder.resolve("both"));
		final List<String> complaints = new ArrayList<>();
		final BatchResult result = run(settings, new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				complaints.add(assertThrows(TrrgException.class, () -> BatchRunTest.run(resumed(settings))).getMessage());
			}

			@Override
			public boolean isCanceled() {
				return false;
			}
		});
		assertEquals("21 done, 0 skipped, 0 failed", result.line());
		assertTrue(!complaints.isEmpty() && complaints.stream().allMatch(complaint -> complaint.startsWith("Another run writes into ")), complaints::toString);
		assertEquals("0 done, 21 skipped, 0 failed", run(resumed(settings)).line());
	}

	@Test
	void foldersCanBeLinks() throws Exception {
		final Path in = Files.createSymbolicLink(folder.resolve("link in"), images);
		final Path out = Files.createSymbolicLink(folder.resolve("link out"), Files.createDirectories(folder.resolve("real out")));
		assertEquals("21 done, 0 skipped, 0 failed", run(settings(in, out)).line());
		assertEquals(GOOD, ReportsTable.rows(folder.resolve("real out")).size());
	}

	@Test
	void pagesAndMapsAreWrittenOnRequest() throws Exception {
		final Path pair = Files.createDirectories(folder.resolve("pair/patient 1"));
		Files.copy(images.resolve("study 1.png"), pair.resolve("pa.png"));
		Files.copy(images.resolve("study 2.png"), pair.resolve("lateral.png"));
		final Path out = folder.resolve("pair out");
		assertEquals("1 done, 0 skipped, 0 failed", run(new BatchSettings(pair.getParent(), out, true, "", "folder", false, true, true, false)).line());
		final CSVRecord row = ReportsTable.rows(out).get(0);
		assertEquals(List.of("patient 1", "patient 1/lateral.png; patient 1/pa.png", "lateral.png (lateral); pa.png (frontal)"), List.of(row.get("id"), row.get("files"), row
			.get("views")));
		final String name = StudyFiles.fileName("patient 1");
		assertEquals(2, Files.readString(out.resolve("pages").resolve(name + ".html")).split("<figure>").length - 1);
		assertTrue(Files.readString(out.resolve("summary.html")).contains("href=\"pages/" + name + ".html\""));
		final long told = row.toMap().entrySet().stream().filter(cell -> cell.getKey().endsWith("_selected") && cell.getValue().equals("true")).count();
		final ImagePlus maps = new ImagePlus(out.resolve("maps").resolve(name + "-view2.tif").toString());
		assertTrue(maps.getStack().getSliceLabel(1).matches("[a-z ]+ p=0\\.\\d\\d"), maps.getStack().getSliceLabel(1));
		assertEquals(List.of(64L, 64L, told, 32L), List.of((long) maps.getWidth(), (long) maps.getHeight(), (long) maps.getStackSize(), (long) maps.getBitDepth()));
	}

	/** A disk that is full after two studies. */
	@Test
	void whatCannotBeWrittenStopsTheRunWithWholeTables() throws Exception {
		final BatchSettings settings = new BatchSettings(images, folder.resolve("full disk"), false, "", "file", false, true, false, false);
		final ImageFiles full = new ImageFiles() {

			private int written;

			@Override
			public List<View> read(final Path file) {
				return new FolderImages().read(file);
			}

			@Override
			public void writeMaps(final Path file, final View view, final int index, final List<Clue> clues, final Preprocessing preprocessing) {
				if (++written > 2) throw new TrrgException("Cannot write " + file + ": No space left on device.");
			}
		};
		final BatchResult stopped = BatchRun.run(trrg, settings, GENERATION, full, Progress.NONE);
		assertEquals(2, stopped.done());
		assertTrue(stopped.stopped().contains("No space left on device") && !stopped.isComplete(), stopped::line);
		assertEquals(List.of("study 0.png", "study 1.png"), ReportsTable.rows(settings.out()).stream().map(row -> row.get("id")).toList());
		assertTrue(Files.readString(settings.out().resolve("summary.html")).contains("The run is not complete"));
		assertEquals("19 done, 2 skipped, 0 failed", run(resumed(settings)).line());
	}

	@Test
	void whatDoesNotFitIntoMemoryFailsAlone() throws Exception {
		final Path three = Files.createDirectories(folder.resolve("three"));
		for (final String name : List.of("deep.png", "good.png", "large.png"))
			Files.copy(images.resolve("study 1.png"), three.resolve(name));
		final BatchSettings settings = new BatchSettings(three, folder.resolve("three out"), false, "", "file", false, true, false, false);
		final BatchResult result = BatchRun.run(trrg, settings, GENERATION, new ImageFiles() {

			@Override
			public List<View> read(final Path file) {
				if (file.endsWith("deep.png")) throw new StackOverflowError();
				return new FolderImages().read(file);
			}

			@Override
			public void writeMaps(final Path file, final View view, final int index, final List<Clue> clues, final Preprocessing preprocessing) {
				if (view.name().equals("large.png")) throw new OutOfMemoryError();
			}
		}, Progress.NONE);
		assertEquals("1 done, 0 skipped, 2 failed", result.line());
		assertTrue(result.failed().get("large.png").contains("not enough memory"), result.failed()::toString);
		assertEquals(List.of("failed", "done", "failed"), ReportsTable.rows(settings.out()).stream().map(row -> row.get("status")).toList());
	}

	@Test
	void tagsOfFilesOfOneNameInSeveralFoldersAreKept() throws Exception {
		final Path series = folder.resolve("series");
		final int[] pixels = new int[64];
		Arrays.setAll(pixels, i -> i);
		for (final String position : List.of("LL", "PA"))
			new Dicom(8, 8).text(0x18, 0x5101, "CS", position).text(0x20, 0xd, "UI", "1.2.3.999.18").text(0x28, 0x4, "CS", "MONOCHROME2 ").write(Files.createDirectories(series
				.resolve(position)).resolve("a.dcm"), pixels);
		final Path out = folder.resolve("series out");
		run(new BatchSettings(series, out, true, "", "dicom", false, false, false, false));
		final JsonObject dicom = JsonParser.parseString(Files.readAllLines(out.resolve("reports.jsonl")).get(0)).getAsJsonObject().getAsJsonObject("dicom");
		assertEquals("LL", dicom.getAsJsonObject("LL/a.dcm").get("view_position").getAsString());
		assertEquals("PA", dicom.getAsJsonObject("PA/a.dcm").get("view_position").getAsString());
	}

	private static ByteProcessor noise() {
		final ByteProcessor pixels = new ByteProcessor(64, 64);
		pixels.noise(50);
		return pixels;
	}

	@Test
	void slicesOfAStackAreNamedInTheTable() throws Exception {
		final Path stacks = Files.createDirectories(folder.resolve("stacks"));
		final ImageStack stack = new ImageStack(64, 64);
		for (final String label : List.of("PA upright", "lateral"))
			stack.addSlice(label, noise());
		new FileSaver(new ImagePlus("pair", stack)).saveAsTiffStack(stacks.resolve("pair.tif").toString());
		final Path out = folder.resolve("stacks out");
		run(settings(stacks, out));
		assertEquals("pair.tif #1 PA upright (frontal); pair.tif #2 lateral (lateral)", ReportsTable.rows(out).get(0).get("views"));
	}

	/** Channels show one radiograph in several ways; slices and frames are radiographs. */
	@Test
	void ofAHyperstackTheFirstChannelIsRead() throws Exception {
		final Path stacks = Files.createDirectories(folder.resolve("hyperstacks"));
		final ImagePlus image = IJ.createHyperStack("hyper", 64, 64, 2, 3, 2, 8);
		for (int i = 1; i <= 12; i++)
			image.getStack().setProcessor(noise(), i);
		image.setPosition(2, 2, 2);
		new FileSaver(image).saveAsTiffStack(stacks.resolve("hyper.tif").toString());
		final Path out = folder.resolve("hyperstacks out");
		run(new BatchSettings(stacks, out, false, "", "file", false, true, false, false));
		final CSVRecord row = ReportsTable.rows(out).get(0);
		assertEquals("done", row.get("status"), row.get("error"));
		assertEquals(List.of("hyper.tif #1", "hyper.tif #3", "hyper.tif #5", "hyper.tif #7", "hyper.tif #9", "hyper.tif #11"), List.of(row.get("views").split("; ")));
		try (Stream<Path> maps = Files.list(out.resolve("maps"))) {
			assertEquals(6, maps.count());
		}
	}

	@Test
	void identifiersOfPatientsStayOutUnlessAskedFor() throws Exception {
		final Path clinic = Files.createDirectories(folder.resolve("clinic"));
		final int[] pixels = new int[64];
		Arrays.setAll(pixels, i -> i);
		new Dicom(8, 8).text(0x8, 0x50, "SH", "ACC-4711").text(0x10, 0x10, "PN", "Mustermann^Eva ").text(0x10, 0x20, "LO", "PAT-0815").text(0x10, 0x30, "DA", "19700203")
			.text(0x18, 0x5101, "CS", "PA").text(0x20, 0xd, "UI", "1.2.3.999.17").text(0x28, 0x4, "CS", "MONOCHROME2 ").write(clinic.resolve("a.dcm"), pixels);
		for (final boolean asked : new boolean[] { false, true }) {
			final Path out = folder.resolve("clinic out " + asked);
			run(new BatchSettings(clinic, out, false, "", "dicom", false, true, true, asked));
			final StringBuilder all = new StringBuilder();
			try (Stream<Path> files = Files.walk(out)) {
				for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
					all.append(file).append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
			}
			for (final String never : List.of("ACC-4711", "Mustermann", "19700203"))
				assertFalse(all.toString().contains(never), never);
			for (final String identifier : List.of("PAT-0815", "1.2.3.999.17"))
				assertEquals(asked, all.toString().contains(identifier), identifier);
			final JsonObject dicom = JsonParser.parseString(Files.readAllLines(out.resolve("reports.jsonl")).get(0)).getAsJsonObject().getAsJsonObject("dicom").getAsJsonObject(
				"a.dcm");
			assertEquals(List.of("PA", "MONOCHROME2"), List.of(dicom.get("view_position").getAsString(), dicom.get("photometric_interpretation").getAsString()));
			if (asked) assertEquals("PAT-0815", ReportsTable.rows(out).get(0).get("patient_id"));
		}
	}
}
