package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.SharedData;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.ReportCleaning;

class EvaluationTest {

	@TempDir
	Path folder;

	@BeforeEach
	void makeDataset() throws IOException {
		Files.writeString(folder.resolve("annotation.json"), """
			{"train": [{"id": "t1", "report": "The lungs are clear. No edema.", "image_path": ["t.png"]},
			           {"id": "t2", "report": "Small pleural effusion.", "image_path": ["t.png"]}],
			 "val": [{"id": "v1", "report": "There is a pleural effusion.", "image_path": ["v.png"]},
			         {"id": "v2", "report": "The lungs are clear.", "image_path": ["v.png"]},
			         {"id": "v3", "report": "Mild edema.", "image_path": ["v.png"]},
			         {"id": "v4", "report": "", "image_path": ["v.png"]}]}
			""");
	}

	@Test
	void writesTheObjectOfMetricsJson() {
		final JsonObject json = evaluate(Map.of("v1", "There is a pleural effusion.", "v2", "Clear lungs.", "v9", "x"), Set.of("v2"), Map.of());
		assertEquals(Set.of("BLEU_1", "BLEU_2", "BLEU_3", "BLEU_4", "ROUGE_L", "CIDEr", "METEOR"), json.getAsJsonObject("text").keySet());
		assertTrue(number(json, "text", "METEOR") > 0.4);
		assertTrue(json.getAsJsonObject("clues").get("auroc_mean").isJsonNull());
		assertEquals(1, number(json, "clinical", "micro14", "f1"));
		assertEquals(1, number(json, "clinical", "per_finding", "pleural effusion", "positives"));
		assertEquals(Set.of("best_single", "most_common", "random"), json.getAsJsonObject("baselines").keySet());
		assertEquals(1, number(json, "baselines", "most_common", "counts", "distinct_reports"));
		assertEquals(0, number(json, "baselines", "most_common", "clinical", "micro13", "f1"));
	}

	@Test
	void countsAndNamesWhatDoesNotFit() {
		final JsonObject counts = evaluate(Map.of("v1", "Effusion.", "v2", " ", "v9", "x", "t1", "y"), Set.of("v2"), Map.of()).getAsJsonObject("counts");
		assertEquals(4, counts.get("studies").getAsInt());
		assertEquals(2, counts.get("evaluated").getAsInt());
		assertEquals(1, counts.get("without_reference").getAsInt());
		assertEquals("[\"v3\"]", counts.get("missing_ids").toString());
		assertEquals(1, counts.get("other_splits").getAsInt(), "t1 is a study of another split");
		assertEquals("[\"v9\"]", counts.get("unknown_ids").toString());
		assertEquals("[\"v2\"]", counts.get("duplicate_ids").toString());
		assertEquals(2, counts.get("distinct_reports").getAsInt());
		assertEquals(1, counts.get("empty_reports").getAsInt());
		assertEquals(2, counts.getAsJsonObject("label_sources").get("labeler").getAsInt());
	}

	@Test
	void contradictionsAreCountedWhereCluesAreKnown() {
		final JsonObject json = evaluate(Map.of("v1", "There is a pleural effusion.", "v2", "Clear lungs."), Set.of(), Map.of("v1", Map.of("pleural effusion", 0.1, "edema", 0.1),
			"v2", Map.of("pleural effusion", 0.1, "no finding", 0.9)));
		assertEquals(0.5, number(json, "reports", "contradicted"), "v1 affirms what its clue does not");
		assertTrue(evaluate(Map.of("v1", "Edema."), Set.of(), Map.of()).getAsJsonObject("reports").get("contradicted").isJsonNull());
	}

	@Test
	void emptyAndPunctuationOnlyReportsAreScoredAsTheyStand() {
		final JsonObject json = evaluate(Map.of("v1", "", "v2", ". . .", "v3", "Mild edema."), Set.of(), Map.of());
		assertEquals(3, number(json, "counts", "evaluated"));
		assertEquals(2, number(json, "counts", "empty_reports"));
		assertEquals(2 / 3.0, number(json, "reports", "words", "mean"), 1e-12);
		assertEquals(1 / 2.0, number(json, "clinical", "micro13", "recall"), "the edema is found, the effusion is not");
		assertTrue(new Gson().toJson(json).length() > 0, "no number is NaN: Gson refuses that");
	}

	@Test
	void anEmptySplitIsNamed() throws IOException {
		Files.writeString(folder.resolve("annotation.json"), "{\"val\": []}");
		final String message = assertThrows(TrrgException.class, () -> evaluate(Map.of("v1", "Edema."), Set.of(), Map.of())).getMessage();
		assertTrue(message.contains("Split \"val\"") && message.contains("is empty"), message);
	}

	@Test
	void refusesPredictionsForOtherStudies() {
		final String message = assertThrows(TrrgException.class, () -> evaluate(Map.of("x", "Edema."), Set.of(), Map.of())).getMessage();
		assertTrue(message.contains("None of the 1 predictions"), message);
	}

	@Test
	void oneStudyAloneIsScoredToo() {
		final JsonObject json = evaluate(Map.of("v3", "Mild edema."), Set.of(), Map.of("v3", Map.of("edema", 0.9)));
		assertEquals(1, number(json, "text", "ROUGE_L"));
		assertTrue(json.getAsJsonObject("clues").getAsJsonObject("per_disease").getAsJsonObject("edema").get("auroc").isJsonNull());
	}

	@Test
	void scoresTheValidationStudiesWithIntervalsAndBaselines() {
		final Dataset dataset = Dataset.open(SharedData.path("iu-xray"));
		final List<StudyItem> studies = dataset.split("val");
		final Map<String, String> copies = new HashMap<>();
		final Map<String, Map<String, Double>> clues = new HashMap<>();
		for (int i = 0; i < studies.size(); i++) {
			// every second study gets its own report, the others their neighbour's
			copies.put(studies.get(i).id(), studies.get(i - i % 2).report());
			clues.put(studies.get(i).id(), Map.of("cardiomegaly", studies.get(i).report().contains("enlarged") ? 0.8 : 0.2));
		}
		final JsonObject json = Evaluator.score(dataset, "val", ReportCleaning.R2GEN_IU, new Predictions(copies, clues(clues), Set.of(), Map.of())).metrics();
		assertEquals(296, number(json, "counts", "evaluated"));
		for (final String name : List.of("text.BLEU_4", "text.ROUGE_L", "text.CIDEr", "clinical.micro13.f1", "clues.auroc_mean")) {
			final List<JsonElement> interval = json.getAsJsonObject("intervals").getAsJsonArray(name).asList();
			final double value = number(json, name.split("\\."));
			assertTrue(interval.get(0).getAsDouble() < value && value < interval.get(1).getAsDouble(), name + " " + value + " in " + interval);
		}
		final List<JsonElement> overRandom = json.getAsJsonObject("baselines").getAsJsonObject("random").getAsJsonObject("differences").getAsJsonObject("text.METEOR").getAsJsonArray(
			"interval").asList();
		assertTrue(overRandom.get(0).getAsDouble() > 0, "every second report is a copy: " + overRandom);
		for (final String baseline : json.getAsJsonObject("baselines").keySet())
			assertTrue(number(json, "baselines", baseline, "clinical", "micro13", "f1") < number(json, "clinical", "micro13", "f1"), baseline);
		assertTrue(number(json, "baselines", "best_single", "text", "ROUGE_L") > number(json, "baselines", "random", "text", "ROUGE_L"));
	}

	private JsonObject evaluate(final Map<String, String> texts, final Set<String> duplicates, final Map<String, Map<String, Double>> clues) {
		return Evaluator.score(Dataset.open(folder), "val", ReportCleaning.R2GEN_IU, new Predictions(texts, clues(clues), duplicates, Map.of())).metrics();
	}

	private static Map<String, List<Clue>> clues(final Map<String, Map<String, Double>> probabilities) {
		final Map<String, List<Clue>> clues = new HashMap<>();
		probabilities.forEach((id, ofStudy) -> clues.put(id, ofStudy.entrySet().stream().map(entry -> new Clue(new Disease(entry.getKey(), List.of(), List.of(), 0.5, true), entry
			.getValue(), entry.getValue() >= 0.5, List.of())).toList()));
		return clues;
	}

	private static double number(final JsonObject json, final String... path) {
		JsonElement element = json;
		for (final String name : path)
			element = element.getAsJsonObject().get(name);
		return element.getAsDouble();
	}
}
