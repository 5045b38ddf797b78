package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ij.ImagePlus;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.DiseaseRegions;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ReportFiles;
import io.github.trrg.report.Label;

/** Keeps what is known of the study looked at. Throws nothing: what became of it is told. */
final class Keeping {

	private final Studies studies;
	private final ShownMaps maps;
	private final Workers workers;
	private final Recording recording;
	private final Consumer<String> tell;
	private int running;

	/** @param tell hears what the user should know */
	Keeping(final Studies studies, final ShownMaps maps, final Workers workers, final Recording recording, final Consumer<String> tell) {
		this.studies = studies;
		this.maps = maps;
		this.workers = workers;
		this.recording = recording;
		this.tell = tell;
	}

	/** Whether something is being kept. */
	boolean isBusy() {
		return running > 0;
	}

	/** Saves report, clues, settings, pictures and maps. */
	void save(final Path folder) {
		keep("status.saving", true, (image, known) -> {
			recording.addOfReport(known, InspectorMacro.save(image, folder));
			return () -> {
				final Path page = save(image, known, folder);
				return () -> tell.accept(Texts.get("keep.saved", page));
			};
		});
	}

	private static Path save(final ImagePlus image, final Known known, final Path folder) {
		try {
			known.seen().requireUnchanged(image);
			return ReportFiles.save(image, known.seen().written(known.now().report()), folder);
		}
		catch (final RuntimeException e) {
			if (Studies.isOpen(image)) throw e;
			throw new TrrgException(Texts.get("error.closedBeforeKept"), e);
		}
	}

	/**
	 * Adds the study to a data set: clues told to the language model as present, those the user kept from it as absent; selections named
	 * after a disease as its regions.
	 */
	void addToDataset(final Path folder) {
		keep("status.saving", true, (image, known) -> {
			final Inspection now = known.now();
			final List<String> present = now.clues().stream().filter(Clue::selected).map(clue -> clue.disease().name()).toList();
			final List<String> absent = now.edits().ticks().entrySet().stream().filter(tick -> !tick.getValue()).map(Map.Entry::getKey).toList();
			final Map<String, Label> labels = Annotation.labels(present, absent, List.of());
			final String id = DatasetImages.id(known.seen().study());
			// Pixels and regions as they are now; writing takes long.
			final NewStudy study = DatasetImages.study(image, known.seen().study(), new Annotation(id, "", "train", now.report().text(), "", now.indication(), labels, ""),
				DiseaseRegions.of(image, DiseaseRegions.IMAGE, labels));
			recording.addOfSelection(InspectorMacro.addToDataset(image, studies.isViews(), folder, now, present, absent));
			return () -> {
				DatasetWriter.add(folder, List.of(study), false);
				return () -> tell.accept(Texts.get("keep.added", id, folder));
			};
		});
	}

	/** Opens maps of the diseases shown, or of all selected ones if none is, as a 32-bit stack. */
	void openMaps() {
		keep("status.maps", false, (image, known) -> {
			final List<String> shown = maps.diseases();
			final List<Clue> clues = known.now().clues().stream().filter(clue -> shown.isEmpty() ? clue.selected() : shown.contains(clue.disease().name())).toList();
			recording.add(InspectorMacro.mapStack(image, studies.isViews(), clues.stream().map(clue -> clue.disease().name()).toList()));
			return () -> {
				final ImagePlus stack = new MapStack(image, known.seen().preprocessing()).add(known.seen().study(), clues).toImage();
				return () -> {
					stack.show();
					tell.accept("");
				};
			};
		});
	}

	/** Opens a copy of the image on which the maps stay. */
	void openCopy() {
		if (studies.isImageOpen()) copyWithOverlay(studies.image()).show();
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

	/**
	 * @param text key of what is told meanwhile
	 * @param ofReport whether there must be a report
	 * @param prepare looks at the image and records; gives what takes long, which gives what is done with its result in the end
	 */
	private void keep(final String text, final boolean ofReport, final BiFunction<ImagePlus, Known, Supplier<Runnable>> prepare) {
		final Known known = studies.known().orElse(null);
		if (known == null || !studies.isImageOpen()) return;
		final Supplier<Runnable> work;
		try {
			if (ofReport && known.now().report() == null) throw new TrrgException(Texts.get("error.noReport"));
			work = prepare.apply(studies.image(), known);
		}
		catch (final TrrgException e) {
			tell.accept(e.getMessage());
			return;
		}
		running++;
		tell.accept(Texts.get(text));
		workers.keep(() -> workers.back(work.get()), () -> running--);
	}
}
