package io.github.trrg.data;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;

import io.github.trrg.SharedData;
import io.github.trrg.TinyDataset;
import io.github.trrg.common.Progress;
import io.github.trrg.report.Label;

class DatasetCheckTest {

	@TempDir
	private Path folder;

	private static CheckedDataset check(final Path folder) {
		return DatasetCheck.of(folder, Progress.NONE);
	}

	private static List<String> found(final CheckedDataset checked) {
		return checked.problems().stream().map(problem -> problem.kind().word() + " " + problem.study()).toList();
	}

	private void add(final NewStudy... studies) {
		DatasetWriter.add(folder, List.of(studies), false);
	}

	private static Annotation annotation(final String id, final String patient, final String split) {
		return new Annotation(id, patient, split, "", "", "", Map.of(), "");
	}

	@Test
	void aSoundDataSetHasNoProblems() {
		add(TinyStudies.of("a"), TinyStudies.of("b", "No edema. The heart is enlarged.", Map.of("edema", Label.NEGATIVE, "cardiomegaly", Label.POSITIVE)));
		final CheckedDataset checked = check(folder);
		assertEquals(List.of(), checked.problems());
		assertFalse(checked.hasErrors());
		assertEquals(1, checked.count("train", "edema", Label.POSITIVE));
		assertEquals(1, checked.count("train", "edema", Label.NEGATIVE));
		assertEquals(2, checked.count("train", "fracture", Label.BLANK));
	}

	@Test
	void missingAndDamagedFilesAreNamed() throws IOException {
		add(TinyStudies.of("a"), TinyStudies.of("b"), TinyStudies.of("c"));
		Files.delete(folder.resolve("images/a/0.png"));
		Files.delete(folder.resolve("rois/b/0.roi"));
		Files.writeString(folder.resolve("images/c/0.png"), "no image");
		Files.writeString(folder.resolve("images/c/notes.txt"), "mine");
		final CheckedDataset checked = check(folder);
		assertEquals(List.of("missing_file a", "missing_file b", "unreadable_image c", "unused_files "), found(checked));
		assertTrue(checked.problems().get(1).message().contains("0.roi"));
		assertTrue(checked.problems().get(3).message().contains("notes.txt"));
		assertTrue(checked.hasErrors());
	}

	@Test
	void duplicatesAndLeakageAreFound() throws IOException {
		final List<NewStudy.Image> same = List.of(new NewStudy.Image(TinyStudies.noise("x"), "frontal"));
		add(new NewStudy(annotation("a", "p1", "train"), same, List.of()), new NewStudy(annotation("b", "p2", "val"), same, List.of()), TinyStudies.of(annotation("c", "p1",
			"val")));
		final CheckedDataset checked = check(folder);
		assertEquals(List.of("duplicate_pixels b", "patient_leakage b", "patient_leakage "), found(checked));
		assertEquals("Patient p1 has studies in the splits train, val.", checked.problems().get(2).message());
	}

	@Test
	void unusableItemsDoNotStopTheCheck() throws IOException {
		TinyDataset.make(folder);
		final Path file = folder.resolve("annotation.json");
		Files.writeString(file, Files.readString(file).replace("\"study1\"", "\"study0\"").replace("\"id\":\"study2\",", ""));
		final CheckedDataset checked = check(folder);
		assertEquals(List.of("duplicate_id study0", "bad_item "), found(checked));
		assertEquals(22, checked.studies().size());
		assertEquals(22, checked.withoutPatient());
		assertMessage(() -> checked.writeProposal(folder.resolve("new.json")), "No split was written");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
		There is edema.                | edema     | POSITIVE  | -
		There is no edema.             | edema     | POSITIVE  | "edema" is labeled present, and the report says absent.
		The lungs are clear.           | edema     | POSITIVE  | "edema" is labeled present, and the report does not speak of it.
		The lungs are clear.           | edema     | NEGATIVE  | -
		Possible edema.                | edema     | UNCERTAIN | -
		There is edema.                | edema     | NEGATIVE  | "edema" is labeled absent, and the report says present.
		There is edema. Pneumothorax.  | edema     | POSITIVE  | "pneumothorax" is labeled blank, and the report says present.
		There is no sarcoidosis.       | sarcoidosis | POSITIVE | "sarcoidosis" is labeled present, and the report says absent.
		''                             | edema     | POSITIVE  | -
		""")
	void labelsAreComparedWithTheReport(final String report, final String disease, final Label label, final String message) {
		add(TinyStudies.of("a", report, Map.of(disease, label)));
		final CheckedDataset checked = check(folder);
		assertEquals(message == null ? List.of() : List.of(message), checked.problems().stream().map(Problem::message).toList());
		assertFalse(checked.hasErrors(), "for the user to judge");
	}

	/** 100 patients of two studies each; one in five has an effusion, one in twenty a fracture. */
	@Test
	void proposedSplitsHoldWholePatientsAndTheirShareOfEachDisease() {
		final List<StudyItem> studies = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			final Map<String, Label> labels = new LinkedHashMap<>();
			labels.put("pleural effusion", i / 2 % 5 == 0 ? Label.POSITIVE : Label.NEGATIVE);
			labels.put("fracture", i / 2 % 20 == 1 ? Label.POSITIVE : Label.BLANK);
			studies.add(new StudyItem("s" + i, "p" + i / 2, "", "", "", List.of(folder), List.of(), labels, List.of(), "train"));
		}
		final Map<String, String> proposal = propose(studies);
		for (int i = 0; i < 200; i += 2)
			assertEquals(proposal.get("s" + i), proposal.get("s" + (i + 1)));
		assertEquals(Map.of("train", 140L, "val", 20L, "test", 40L), counts(proposal, Set.copyOf(proposal.keySet())));
		assertEquals(Map.of("train", 28L, "val", 4L, "test", 8L), counts(proposal, with(studies, "pleural effusion")));
		final Map<String, Long> fractures = counts(proposal, with(studies, "fracture"));
		assertTrue(fractures.get("train") >= 6 && fractures.get("test") >= 2, fractures::toString);
		Collections.shuffle(studies, new Random(3));
		assertEquals(proposal, propose(studies), "whatever order they come in");
	}

	private Map<String, String> propose(final List<StudyItem> studies) {
		final Map<StudyItem, Map<String, Label>> labels = new LinkedHashMap<>();
		studies.forEach(study -> labels.put(study, study.labels()));
		return new CheckedDataset(folder, List.of("train"), labels, List.of()).proposal();
	}

	private static Set<String> with(final List<StudyItem> studies, final String disease) {
		return studies.stream().filter(study -> study.labels().get(disease) == Label.POSITIVE).map(StudyItem::id).collect(Collectors.toSet());
	}

	private static Map<String, Long> counts(final Map<String, String> proposal, final Set<String> ids) {
		return ids.stream().collect(Collectors.groupingBy(proposal::get, Collectors.counting()));
	}

	@Test
	void aPublicDataSetIsSound() throws IOException {
		final JsonObject validation = SharedData.json("iu-xray/annotation.json");
		validation.keySet().retainAll(Set.of("val"));
		Files.writeString(folder.resolve("annotation.json"), validation.toString());
		Files.createSymbolicLink(folder.resolve("images"), SharedData.path("iu-xray/images").toRealPath());
		final CheckedDataset checked = check(folder);
		assertEquals(296, checked.studies().size());
		assertEquals(List.of(), checked.problems());
	}
}
