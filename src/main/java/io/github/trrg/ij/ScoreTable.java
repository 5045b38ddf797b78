package io.github.trrg.ij;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.trrg.evaluate.Evaluated;
import io.github.trrg.evaluate.ScoreRow;

/** The scores of an evaluation as a table, a row per system; without a display, as text in the log. */
public final class ScoreTable {

	/** Title of the window. */
	public static final String SCORES = "TRRG Evaluation";

	private static final int DECIMALS = 3;

	private ScoreTable() {}

	/** Shows the scores, and in the log what does not fit. */
	public static void show(final Evaluated evaluated) {
		if (GraphicsEnvironment.isHeadless()) IJ.log(ScoreRow.table(evaluated.rows()));
		else table(evaluated).show(SCORES);
		evaluated.problems().forEach(IJ::log);
	}

	private static ResultsTable table(final Evaluated evaluated) {
		final ResultsTable table = new ResultsTable();
		for (final ScoreRow row : evaluated.rows()) {
			table.incrementCounter();
			table.addValue("system", row.name());
			row.values().forEach((column, value) -> {
				table.addValue(column, value);
				table.setDecimalPlaces(table.getColumnIndex(column), DECIMALS);
			});
		}
		return table;
	}
}
