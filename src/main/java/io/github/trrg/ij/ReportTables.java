package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import ij.measure.ResultsTable;
import io.github.trrg.clue.Clue;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Mention;
import io.github.trrg.report.Report;

/** The two tables of Generate Report. Without a display nothing is shown; macros then read {@link TrrgMacro}. */
public final class ReportTables {

	/** A row per study, going on where earlier calls ended. */
	static final String REPORTS = "TRRG Reports";
	/** A row per disease of the studies of the last call. */
	static final String CLUES = "TRRG Clues";

	/** A row per disease of the region asked about last. */
	static final String REGION = "TRRG Region";

	private static final int DECIMALS = 3;

	private final ResultsTable clues = new ResultsTable();

	/** Adds a study to both tables and shows them. */
	void add(final String study, final Report report) {
		final ResultsTable shown = ResultsTable.getResultsTable(REPORTS);
		final ResultsTable reports = shown == null ? new ResultsTable() : shown;
		addReport(reports, study, report);
		reports.show(REPORTS);
		addClues(study, report);
		clues.show(CLUES);
	}

	static void addReport(final ResultsTable table, final String study, final Report report) {
		table.incrementCounter();
		table.addValue("id", line(study));
		table.addValue("report", line(report.text()));
		table.addValue("clues", report.clues().stream().filter(Clue::selected).map(clue -> clue.disease().name()).collect(Collectors.joining(", ")));
		table.addValue("contradictions", line(report.contradictions().stream().map(Contradiction::reason).collect(Collectors.joining(" "))));
		table.addValue("warnings", line(String.join(" ", report.warnings())));
		table.addValue("seconds", report.seconds());
		table.addValue("model", report.provenance().get("model"));
		table.addValue("device", report.provenance().get("device"));
		table.addValue("indication", line(report.provenance().get("indication")));
		for (final Clue clue : report.clues())
			addProbability(table, clue.disease().name() + "_probability", clue.probability());
	}

	private void addClues(final String study, final Report report) {
		final List<Clue> strongestFirst = new ArrayList<>(report.clues());
		strongestFirst.sort(Comparator.comparing((final Clue clue) -> !clue.selected()).thenComparing(clue -> -clue.probability()));
		for (final Clue clue : strongestFirst) {
			clues.incrementCounter();
			clues.addValue("disease", clue.disease().name());
			addProbability(clues, "probability", clue.probability());
			addProbability(clues, "threshold", clue.disease().threshold());
			clues.addValue("selected", clue.selected() ? "yes" : "no");
			clues.addValue("mentioned", Mention.of(clue.disease(), report.text()).word());
			clues.addValue("id", line(study));
		}
	}

	/** Shows what was answered about a region: as text, and a row per disease. */
	public static void showRegion(final String study, final RegionAnswer answer) {
		final ResultsTable table = new ResultsTable();
		for (int k = 0; k < answer.whole().size(); k++) {
			final Clue whole = answer.whole().get(k), region = answer.report().clues().get(k);
			table.incrementCounter();
			table.addValue("disease", whole.disease().name());
			addProbability(table, "whole", whole.probability());
			addProbability(table, "region", region.probability());
			addProbability(table, "difference", answer.difference(k));
			table.addValue("selected", region.selected() ? "yes" : "no");
			table.addValue("description", line(answer.description()));
			table.addValue("id", line(study));
		}
		table.show(REGION);
	}

	private static void addProbability(final ResultsTable table, final String column, final double value) {
		table.addValue(column, value);
		table.setDecimalPlaces(table.getColumnIndex(column), DECIMALS);
	}

	/** Cells end at tabs and line breaks. */
	private static String line(final String text) {
		return text.replaceAll("\\s+", " ");
	}
}
