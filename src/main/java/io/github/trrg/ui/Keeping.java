package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.DiseaseRegions;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ReportFiles;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Label;
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

	/**
	 * Adds the study to a data set: clues told to the language model as present, those the user kept from it as absent; selections named
	 * after a disease as its regions.
	 *
	 * @return its id; throws as {@link DatasetImages#add}
	 */
	static String addToDataset(final ImagePlus image, final boolean views, final Known known, final Path folder) {
		final Inspection now = known.now();
		if (now.report() == null) throw new TrrgException(Texts.get("error.noReport"));
		final List<String> present = now.clues().stream().filter(Clue::selected).map(clue -> clue.disease().name()).toList();
		final List<String> absent = now.edits().ticks().entrySet().stream().filter(tick -> !tick.getValue()).map(Map.Entry::getKey).toList();
		final Map<String, Label> labels = Annotation.labels(present, absent, List.of());
		final String id = DatasetImages.id(known.seen().study());
		DatasetImages.add(folder, image, known.seen().study(), new Annotation(id, "", "train", now.report().text(), "", now.indication(), labels, ""),
			DiseaseRegions.of(image, DiseaseRegions.IMAGE, labels), false);
		InspectorMacro.addToDataset(image, views, folder, now, present, absent).record();
		return id;
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
