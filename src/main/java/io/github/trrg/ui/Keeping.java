package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ReportFiles;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Report;

/** What can be kept of a study under inspection. */
final class Keeping {

	private Keeping() {}

	/** @return the HTML page; throws as {@link ReportFiles#save} */
	static Path save(final ImagePlus image, final Known known, final Path folder) {
		final Report report = known.now().report();
		if (report == null) throw new TrrgException(Texts.get("error.noReport"));
		final Path page = ReportFiles.save(image, new TrrgSession.Written(known.seen().study(), report, known.seen().preprocessing()), folder);
		InspectorMacro.save(image, folder).record();
		return page;
	}

	/** Maps of the diseases shown, or of all selected ones if none is, as a 32-bit stack. */
	static ImagePlus mapStack(final ImagePlus image, final boolean views, final Known known, final List<String> shown) {
		final List<Clue> clues = known.now().clues().stream().filter(clue -> shown.isEmpty() ? clue.selected() : shown.contains(clue.disease().name())).toList();
		final ImagePlus stack = new MapStack(image, known.seen().preprocessing()).add(known.seen().study(), clues).toImage();
		InspectorMacro.mapStack(image, views, clues.stream().map(clue -> clue.disease().name()).toList()).record();
		return stack;
	}

	/** A copy of the image that keeps its overlay whatever the inspector shows next. */
	static ImagePlus copyWithOverlay(final ImagePlus image) {
		image.saveRoi();
		image.deleteRoi(); // the copy would be cut to it
		final ImagePlus copy = image.duplicate();
		image.restoreRoi();
		copy.setTitle(Texts.get("keep.copyTitle", image.getTitle()));
		copy.setProperty(MapStack.RESULT, true);
		return copy;
	}
}
