package io.github.trrg.data;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.common.Progress;
import io.github.trrg.report.Label;
import io.github.trrg.study.GreyImageReader;

class DatasetWriterTest {

	@TempDir
	private Path temporary;
	private Path folder;

	@BeforeEach
	void nameAFolder() {
		folder = temporary.resolve("Röntgen 胸部 data");
	}

	private void add(final String... ids) {
		DatasetWriter.add(folder, Stream.of(ids).map(TinyStudies::of).toList(), false);
	}

	private List<StudyItem> read() {
		final Dataset dataset = Dataset.open(folder);
		return dataset.splits().stream().flatMap(split -> dataset.split(split).stream()).toList();
	}

	private Set<String> ids() {
		return read().stream().map(StudyItem::id).collect(Collectors.toCollection(TreeSet::new));
	}

	private Set<String> files() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/')).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	@Test
	void whatIsAddedIsReadBack() throws IOException {
		final Annotation annotation = new Annotation(" a/1 ", "p 7", "val", "Pleural effusion\nis seen. ", "Effusion.", "Cough", Annotation.labels(List.of(
			"Pleural Effusion", "tuberculosis"), List.of("edema", ""), List.of("pneumonia")), "Zoë");
		DatasetWriter.add(folder, List.of(TinyStudies.of(annotation)), false);
		final StudyItem item = Dataset.open(folder).split("val").get(0);
		assertEquals(new StudyItem("a/1", "p 7", "Pleural effusion\nis seen.", "Effusion.", "Cough", List.of(folder.resolve("images/a_1/0.png")), List.of("frontal"), Map.of(
			"pleural effusion", Label.POSITIVE, "tuberculosis", Label.POSITIVE, "edema", Label.NEGATIVE, "pneumonia", Label.UNCERTAIN), List.of(new StudyItem.Region(
				"edema", 0, folder.resolve("rois/a_1/0.roi"))), "val"), item);
		assertArrayEquals(new byte[] { 1, 2, 3 }, Files.readAllBytes(folder.resolve("rois/a_1/0.roi")));
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 40; x++)
				assertEquals(TinyStudies.noise("a/1").getRaster().getSample(x, y, 0), GreyImageReader.read(item.images().get(0)).pixels().getAt(x, y).get());
	}

	@Test
	void theFileIsInR2GenForm() throws IOException {
		final Instant before = Instant.now();
		add("a");
		final JsonObject item = JsonParser.parseString(Files.readString(folder.resolve("annotation.json"))).getAsJsonObject().getAsJsonArray("train").get(0)
			.getAsJsonObject();
		assertEquals("a/0.png", item.getAsJsonArray("image_path").get(0).getAsString(), "R2Gen counts from the folder images");
		assertEquals("train", item.get("split").getAsString());
		assertEquals("{\"edema\":\"present\"}", item.get("labels").toString());
		assertEquals("[{\"disease\":\"edema\",\"image\":0,\"file\":\"a/0.roi\"}]", item.get("rois").toString());
		assertEquals("Zoë", item.get("annotator").getAsString());
		assertFalse(Instant.parse(item.get("created").getAsString()).plusSeconds(1).isBefore(before));
		assertTrue(item.get("tool").getAsString().startsWith("TRRG "));
		assertEquals(1, JsonParser.parseString(Files.readString(folder.resolve("dataset.json"))).getAsJsonObject().get("trrg_dataset_version").getAsInt());
		assertEquals(Set.of(".lock", "annotation.json", "dataset.json", "images/a/0.png", "rois/a/0.roi"), files());
	}

	@Test
	void nothingIsOverwrittenUnlessAskedFor() throws IOException {
		add("a", "b");
		final byte[] before = Files.readAllBytes(folder.resolve("annotation.json"));
		final Set<String> files = files();
		assertMessage(() -> add("c", "b"), "holds a study \"b\" already");
		assertMessage(() -> add("d", "d"), "holds a study \"d\" already");
		assertArrayEquals(before, Files.readAllBytes(folder.resolve("annotation.json")));
		assertEquals(files, files());
	}

	@Test
	void aReplacedStudyLeavesNoFilesAndKeepsFieldsOfOthers() throws IOException {
		add("a", "b");
		final Path file = folder.resolve("annotation.json");
		Files.writeString(file, Files.readString(file).replaceFirst("\"id\": \"a\"", "\"id\": \"a\", \"mesh\": \"normal\""));
		DatasetWriter.add(folder, List.of(TinyStudies.of("a", "No edema.", Map.of())), true);
		assertEquals(Set.of(".lock", "annotation.json", "dataset.json", "images/a~2/0.png", "images/b/0.png", "rois/a~2/0.roi", "rois/b/0.roi"), files());
		final StudyItem a = read().stream().filter(item -> item.id().equals("a")).findFirst().orElseThrow();
		assertEquals("No edema.", a.report());
		assertEquals(Map.of(), a.labels());
		assertTrue(Files.readString(file).contains("\"mesh\": \"normal\""));
	}

	@Test
	void oddIdsHaveFoldersThatEverySystemTakes() {
		add("A", "a", "con", "../x", "研究", "…");
		assertEquals(List.of("a", "a~2", "con_", "_x", "_", "_~2"), read().stream().map(item -> item.images().get(0).getParent().getFileName().toString()).toList());
		assertEquals(List.of("A", "a", "con", "../x", "研究", "…"), read().stream().map(StudyItem::id).toList());
	}

	@Test
	void aDataSetOfOthersIsExtended() throws IOException {
		Files.createDirectories(folder.resolve("images"));
		Files.writeString(folder.resolve("annotation.json"), "{\"train\": [{\"id\": \"x\", \"report\": \"\", \"image_path\": [\"x.png\"], \"subject_id\": 17, \"n\": 1.50}], \"test\": []}");
		add("a");
		assertEquals(Set.of("a", "x"), ids());
		assertTrue(Files.readString(folder.resolve("annotation.json")).contains("\"n\": 1.50"));
	}

	@Test
	void aFolderOfSomethingElseIsRefused() throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("thesis.txt"), "x");
		assertMessage(() -> add("a"), "no data set and not empty");
		assertEquals(Set.of("thesis.txt"), files());
	}

	@Test
	void aDamagedAnnotationFileIsNotTouched() throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("annotation.json"), "{\"train\": [");
		assertMessage(() -> add("a"), "annotation.json");
		assertEquals("{\"train\": [", Files.readString(folder.resolve("annotation.json")));
	}

	@Test
	void aDataSetOfANewerVersionIsRefused() throws IOException {
		add("a");
		Files.writeString(folder.resolve("dataset.json"), "{\"trrg_dataset_version\": 2}");
		assertMessage(() -> add("b"), "version 2", "Update the plugin");
		assertMessage(() -> Dataset.open(folder), "version 2", "Update the plugin");
	}

	@Test
	void aDiseaseHasOneLabel() {
		assertMessage(() -> Annotation.labels(List.of("Edema"), List.of("edema"), List.of()), "both", "present", "absent");
	}

	@Test
	void threadsAndProcessesAddAtOnce() throws Exception {
		final Process one = AddingProcess.start(folder, "p", 15), two = AddingProcess.start(folder, "q", 15);
		final List<Thread> threads = IntStream.range(0, 2).mapToObj(t -> new Thread(() -> IntStream.range(0, 15).forEach(i -> add("t" + t + "-" + i)))).toList();
		threads.forEach(Thread::start);
		for (final Thread thread : threads)
			thread.join();
		assertEquals(0, one.waitFor());
		assertEquals(0, two.waitFor());
		assertEquals(2 * 16 + 2 * 15, ids().size());
		assertEquals(List.of(), DatasetCheck.of(folder, Progress.NONE).problems());
	}

	@Test
	void aKilledProcessLosesAndDamagesNothing() throws Exception {
		final Random random = new Random(1);
		final Set<String> added = new HashSet<>();
		int halfway = 0;
		for (int round = 0; round < 30; round++) {
			final Process process = AddingProcess.start(folder, round + "-", 1000);
			try (BufferedReader lines = process.inputReader()) {
				for (int i = random.nextInt(5); i >= 0; i--)
					added.add(lines.readLine());
				Thread.sleep(random.nextInt(40), random.nextInt(1_000_000));
				process.toHandle().destroyForcibly(); // kill -9
				process.waitFor();
				for (String line = lines.readLine(); line != null; line = lines.readLine())
					added.add(line);
			}
			if (Files.exists(folder.resolve(".changing"))) halfway++;
			assertTrue(ids().containsAll(added), () -> added + " in " + ids());
			final List<Problem> problems = new ArrayList<>(DatasetCheck.of(folder, Progress.NONE).problems());
			problems.removeIf(problem -> problem.kind() == Problem.Kind.UNUSED_FILES);
			assertEquals(List.of(), problems);
		}
		assertTrue(halfway > 0, "some died in the midst of a change");
		add("last");
		assertEquals(List.of(), DatasetCheck.of(folder, Progress.NONE).problems(), "what the killed ones left is gone");
		assertTrue(files().stream().noneMatch(file -> file.endsWith(".tmp") || file.endsWith(".changing")), () -> "half-written files");
	}

	@Test
	void splitsAreWrittenToANewFileOnly() throws IOException {
		add("a", "b");
		final byte[] before = Files.readAllBytes(folder.resolve("annotation.json"));
		final Path target = folder.resolve("new.json");
		DatasetWriter.writeSplits(folder, Map.of("b", "test"), target);
		final JsonObject splits = JsonParser.parseString(Files.readString(target)).getAsJsonObject();
		assertEquals("a", splits.getAsJsonArray("train").get(0).getAsJsonObject().get("id").getAsString());
		assertEquals("test", splits.getAsJsonArray("test").get(0).getAsJsonObject().get("split").getAsString());
		assertMessage(() -> DatasetWriter.writeSplits(folder, Map.of(), target), "exists already");
		assertArrayEquals(before, Files.readAllBytes(folder.resolve("annotation.json")));
	}
}
