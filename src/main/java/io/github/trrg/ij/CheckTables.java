package io.github.trrg.ij;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;

import ij.measure.ResultsTable;
import io.github.trrg.data.CheckSummary;
import io.github.trrg.data.CheckedDataset;
import io.github.trrg.data.Problem;
import io.github.trrg.report.Label;

/** What a check of a data set found, as text, and as tables of classes and of problems; without a display, as text in the log. */
public final class CheckTables {

	/** Titles of the windows. */
	public static final String CLASSES = "TRRG Data Set", PROBLEMS = "TRRG Data Set Problems", SUMMARY = "TRRG Data Set Summary";

	private CheckTables() {}

	/** @param written file of the proposed splits, null if none was written */
	public static void show(final CheckedDataset checked, final Path written) {
		if (!GraphicsEnvironment.isHeadless()) {
			problems(checked).show(PROBLEMS);
			classes(checked).show(CLASSES);
			WindowPlaces.atBottom(CLASSES);
		}
		TextOutput.show(SUMMARY, CheckSummary.text(checked, written));
	}

	private static ResultsTable classes(final CheckedDataset checked) {
		final ResultsTable table = new ResultsTable();
		for (final String disease : checked.diseases()) {
			table.incrementCounter();
			table.addValue("disease", disease);
			for (final String split : checked.splits())
				for (final Label label : CheckedDataset.LABELS) {
					table.addValue(split + "_" + label.word(), checked.count(split, disease, label));
					table.setDecimalPlaces(table.getColumnIndex(split + "_" + label.word()), 0);
				}
		}
		return table;
	}

	private static ResultsTable problems(final CheckedDataset checked) {
		final ResultsTable table = new ResultsTable();
		for (final Problem problem : checked.problems()) {
			table.incrementCounter();
			table.addValue("kind", problem.kind().word());
			table.addValue("error", problem.kind().isError() ? "yes" : "no");
			table.addValue("study", problem.study());
			table.addValue("split", problem.split());
			table.addValue("message", problem.message().replaceAll("\\s+", " "));
		}
		return table;
	}
}
