package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.Gson;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.report.Label;

class TrainingDataTest {

	private static final Disease TUBERCULOSIS = Disease.parse("tuberculosis:There is tuberculosis.:No tuberculosis.");

	@TempDir
	private Path folder;

	@Test
	void theAnnotatorsLabelsComeBeforeWhatTheTextSays() throws IOException {
		final TrainingStudy study = studyOf(Map.of("report", "There is a pleural effusion. The heart is enlarged.", "labels", Map.of("pleural effusion", "absent",
			"pneumonia", "uncertain", "edema", "blank")));
		assertEquals(Label.NEGATIVE, study.labels().get("pleural effusion"));
		assertEquals(Label.UNCERTAIN, study.evidence().get("pneumonia"));
		assertEquals(Label.POSITIVE, study.evidence().get("cardiomegaly"), "read in the text");
		assertEquals(Label.BLANK, study.evidence().get("edema"));
	}

	@Test
	void aNormalTextIsNoLongerNormalOnceTheAnnotatorSeesSomething() throws IOException {
		final Map<String, Object> normal = Map.of("report", "The lungs are clear. The heart size is normal.");
		assertEquals(Label.POSITIVE, studyOf(normal).labels().get("no finding"));
		assertEquals(Label.BLANK, studyOf(with(normal, "labels", Map.of("tuberculosis", "present"))).labels().get("no finding"));
		assertEquals(Label.POSITIVE, studyOf(with(normal, "labels", Map.of("support devices", "present"))).labels().get("no finding"));
	}

	@Test
	void aRegionSaysThatItsDiseaseIsPresent() throws IOException {
		final Map<String, Object> drawn = Map.of("report", "", "rois", List.of(Map.of("disease", "Tuberculosis", "image", 0, "file", "a.roi")));
		assertEquals(Label.POSITIVE, studyOf(drawn).evidence().get("tuberculosis"));
		assertEquals(Label.NEGATIVE, studyOf(with(drawn, "labels", Map.of("tuberculosis", "absent"))).evidence().get("tuberculosis"));
	}

	@Test
	void aDiseaseIsAbsentWhereATextIsSilentAndUnknownWhereThereIsNoText() throws IOException {
		final TrainingStudy silent = studyOf(Map.of("report", "The heart is enlarged."));
		assertTrue(silent.knows(TUBERCULOSIS));
		assertEquals(0, TrainingStudy.presence(TUBERCULOSIS, silent.evidence()));
		final TrainingStudy textless = studyOf(Map.of("report", "", "labels", Map.of("edema", "present")));
		assertFalse(textless.knows(TUBERCULOSIS));
		assertTrue(textless.knows(Disease.parse("edema:Edema.:No edema.")));
	}

	@Test
	void textsSpeakOfDiseasesOutsideThe14() throws IOException {
		assertEquals(Label.POSITIVE, studyOf(Map.of("report", "Findings of active tuberculosis.")).evidence().get("tuberculosis"));
		assertEquals(Label.NEGATIVE, studyOf(Map.of("report", "No evidence of tuberculosis.")).evidence().get("tuberculosis"));
	}

	@Test
	void theTargetIsTheChosenText() throws IOException {
		final Map<String, Object> item = Map.of("report", "The heart is enlarged.", "impression", "Cardiomegaly.");
		final Map<TargetText, String> targets = Map.of(TargetText.REPORT, "The heart is enlarged.", TargetText.IMPRESSION, "Cardiomegaly.", TargetText.BOTH,
			"The heart is enlarged. Cardiomegaly.");
		for (final TargetText target : TargetText.values())
			assertEquals(targets.get(target), of(target, copies(item, 10)).training().get(0).target());
		assertThrows(TrrgException.class, () -> TargetText.of("conclusion"));
	}

	@Test
	void ofFewStudiesEveryFifthPatientIsHeldOutSickOnesAmongThem() throws IOException {
		final List<Map<String, Object>> items = new ArrayList<>();
		for (int i = 0; i < 60; i++)
			items.add(Map.of("report", i % 6 == 0 ? "There is a pleural effusion." : "The lungs are clear.", "subject_id", "p" + i / 2));
		final TrainingData data = of(TargetText.REPORT, items);
		assertEquals(12, data.heldOut().size());
		assertEquals(48, data.training().size());
		final Set<String> shared = new HashSet<>(patients(data.training()));
		shared.retainAll(patients(data.heldOut()));
		assertEquals(Set.of(), shared);
		assertEquals(2, data.heldOut().stream().filter(TrainingStudy::isAbnormal).count(), "10 of 30 patients have an effusion");
	}

	@Test
	void tooFewStudiesAreRefused() {
		final String message = assertThrows(TrrgException.class, () -> of(TargetText.REPORT, copies(Map.of("report", "Clear."), 9))).getMessage();
		assertTrue(message.contains("9 studies") && message.contains("10"), message);
	}

	@Test
	void studiesOfOnePatientAreRefusedAsNoneCanBeHeldOut() {
		for (final int studies : List.of(12, TrainingData.FEW)) {
			final String message = assertThrows(TrrgException.class, () -> of(TargetText.REPORT, copies(Map.of("report", "Clear.", "subject_id", "unknown"), studies)))
				.getMessage();
			assertTrue(message.contains("1 patient") && message.contains("subject_id"), message);
		}
	}

	private static Set<String> patients(final List<TrainingStudy> studies) {
		return studies.stream().map(TrainingStudy::patient).collect(Collectors.toSet());
	}

	private TrainingStudy studyOf(final Map<String, Object> item) throws IOException {
		final TrainingData data = of(TargetText.REPORT, copies(item, 10));
		return data.training().get(0);
	}

	private static List<Map<String, Object>> copies(final Map<String, Object> item, final int count) {
		return Stream.generate(() -> item).limit(count).toList();
	}

	private static Map<String, Object> with(final Map<String, Object> item, final String field, final Object value) {
		final Map<String, Object> more = new java.util.HashMap<>(item);
		more.put(field, value);
		return more;
	}

	/** The data set of these items, with ids and images that need not exist. */
	private TrainingData of(final TargetText target, final List<Map<String, Object>> items) throws IOException {
		final List<Map<String, Object>> complete = new ArrayList<>();
		for (final Map<String, Object> item : items)
			complete.add(with(with(item, "id", "study" + complete.size()), "image_path", List.of("a.png")));
		Files.writeString(folder.resolve("annotation.json"), new Gson().toJson(Map.of("train", complete)));
		return TrainingData.of(Dataset.open(folder), target, List.of(TUBERCULOSIS));
	}
}
