package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.trrg.clue.Clue;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;

/** Where the reports of one call go: text window, tables, overlay, and the memory that macros read. */
public final class ReportOutput {

	/** Title of the text window. */
	public static final String WINDOW = "TRRG Report";

	private static final int SHOWN_CLUES = 3;
	private static final double OPACITY = 0.5;

	private final TrrgSession session;
	private final Preprocessing preprocessing;
	private final ReportTables tables = new ReportTables();
	private final List<Report> reports = new ArrayList<>();

	/** @param preprocessing of the model that wrote the reports */
	public ReportOutput(final TrrgSession session, final Preprocessing preprocessing) {
		this.session = session;
		this.preprocessing = preprocessing;
	}

	/** @param overlay whether the strongest selected clues are shown over the image; without any, those of an earlier report go */
	public void add(final ImagePlus image, final ImageStudy study, final Report report, final boolean overlay) {
		final String id = study.study().id();
		final boolean first = WindowManager.getWindow(WINDOW) == null;
		session.remember(new TrrgSession.Written(study.withoutPixels(), report, preprocessing));
		reports.add(report);
		tables.add(id, report);
		TextOutput.append(WINDOW, Report.RESEARCH_ONLY, ReportText.of(id, report));
		if (first) WindowPlaces.beside(image.getWindow(), WINDOW, ReportTables.CLUES, ReportTables.REPORTS);
		if (overlay) overlay(image, study, report);
	}

	/** Those that were added. */
	public List<Report> reports() {
		return List.copyOf(reports);
	}

	private void overlay(final ImagePlus image, final ImageStudy study, final Report report) {
		final List<Clue> strongest = report.clues().stream().filter(clue -> clue.selected() && !clue.disease().isNoFinding()).sorted(Comparator.comparingDouble(
			Clue::probability).reversed()).limit(SHOWN_CLUES).toList();
		ClueOverlay.show(image, study, strongest, preprocessing, OPACITY);
	}
}
