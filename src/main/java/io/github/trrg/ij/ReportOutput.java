package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.trrg.page.EvidencePicture;
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
		if (overlay) ClueOverlay.show(image, study, EvidencePicture.strongest(report.clues(), SHOWN_CLUES), preprocessing, OPACITY);
	}

	/** Those that were added. */
	public List<Report> reports() {
		return List.copyOf(reports);
	}
}
