package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.TinyDataset;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.data.Dataset;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Preprocessing;

class EvaluationPageTest {

	@TempDir
	Path folder;

	private String page() throws IOException {
		TinyDataset.save(Phantom.draw(1, 64, List.of()), folder.resolve("v.png"));
		Files.writeString(folder.resolve("annotation.json"), """
			{"train": [{"id": "t1", "report": "The lungs are clear.", "image_path": ["v.png"]}],
			 "val": [{"id": "a<b", "report": "Mild edema & fracture.", "image_path": ["v.png"]}, {"id": "v2", "report": "Clear.", "image_path": ["gone.png"]},
			         {"id": "v3", "report": "Clear.", "image_path": ["v.png"]}]}
			""");
		final Clue clue = new Clue(new Disease("edema", List.of(), List.of(), 0.5, true), 0.9, true, List.of(new AttentionMap(1, 2, new float[] { 0, 1 })));
		final Predictions predictions = new Predictions(Map.of("a<b", "Pulmonary edema.", "v2", "Clear <b>lungs</b>."), Map.of("a<b", List.of(clue)), Set.of(), Map.of());
		return EvaluationPage.html(new Evaluation(Dataset.open(folder), "val", ReportCleaning.R2GEN_IU, predictions), "my model", Preprocessing.standard(64));
	}

	@Test
	void clinicalScoresStandBeforeTextScoresAndBaselinesInTheSameTable() throws IOException {
		final String page = page();
		final String table = page.substring(page.indexOf("<table>"), page.indexOf("</table>"));
		assertTrue(table.indexOf("F1 micro13") < table.indexOf("BLEU_1"), table);
		for (final String row : List.of("my model", "best single", "most common", "random"))
			assertTrue(table.contains("<td>" + row), row);
	}

	@Test
	void needsNoOtherFileAndTrustsNoText() throws IOException {
		final String page = page();
		assertFalse(page.contains("http"), "nothing is fetched");
		assertTrue(page.contains("a&lt;b") && page.contains("Clear &lt;b&gt;lungs&lt;/b&gt;.") && page.contains("edema &amp; fracture"));
		assertFalse(page.contains("<b>lungs"));
	}

	@Test
	void showsWhatDoesNotFitAndPicturesWithTheirMaps() throws IOException {
		final String page = page();
		assertTrue(page.contains("Studies without a prediction, which are not scored: 1 (v3)"), page);
		assertTrue(page.contains("There is no image file") && page.contains("gone.png"));
		// the study with a map: the picture alone, the picture under the map, the map
		assertEquals(4, page.split("<img", -1).length);
		assertEquals(2, page.split("class=\"clue0\"", -1).length);
	}
}
