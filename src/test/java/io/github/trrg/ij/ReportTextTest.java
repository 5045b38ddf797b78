package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import ij.measure.ResultsTable;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Report;

/** A report as people read it, and as a row of a table. */
class ReportTextTest {

	private static final Report REPORT = new Report("The heart is enlarged.\nThere is a small left pleural effusion with adjacent atelectasis, and the right lung is clear.",
		List.of(clue("cardiomegaly", 0.871, true), clue("edema", 0.2, false)), List.of(new Contradiction("No edema.", "edema", "The sentence denies edema.")), List.of(
			"chest.png looks odd."), Map.of("model", "tiny", "device", "cpu", "indication", "Cough"), Map.of("perceive", 0.25, "generate", 0.5));

	private static Clue clue(final String disease, final double probability, final boolean selected) {
		return new Clue(new Disease(disease, List.of(disease), List.of("no " + disease), 0.5, true), probability, selected, List.of());
	}

	@Test
	void saysWhatAReaderMustKnowInShortLines() {
		assertEquals("""
			chest.png
			    The heart is enlarged. There is a small left pleural effusion with adjacent
			    atelectasis, and the right lung is clear.

			Clues: cardiomegaly 0.87
			Contradictions between report and clues:
			    The sentence denies edema. "No edema."
			Warnings:
			    chest.png looks odd.
			Indication: Cough
			Model: tiny on cpu, 0.8 s
			""", ReportText.of("chest.png", REPORT));
	}

	@Test
	void aRowHasOneLineAndEveryProbability() {
		final ResultsTable table = new ResultsTable();
		ReportTables.addReport(table, "chest.png", REPORT);
		assertEquals("chest.png", table.getStringValue("id", 0));
		assertEquals("The heart is enlarged. There is a small left pleural effusion with adjacent atelectasis, and the right lung is clear.", table.getStringValue(
			"report", 0));
		assertEquals("cardiomegaly", table.getStringValue("clues", 0));
		assertEquals("chest.png looks odd.", table.getStringValue("warnings", 0));
		assertEquals(0.75, table.getValue("seconds", 0));
		assertEquals("0.871", table.getStringValue("cardiomegaly_probability", 0));
		assertEquals("0.200", table.getStringValue("edema_probability", 0));
	}
}
