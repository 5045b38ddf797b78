package io.github.trrg.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.DatasetStream;
import io.github.trrg.study.View;

/** Takes studies into a data set, or notes why not. Of each study only the id is kept. */
final class Intake {

	private final DatasetStream dataset;
	private final SkippedTable skipped;
	private final ImageStore images;
	private final Progress progress;
	private final Set<String> ids = new HashSet<>();
	/** Images that have a row in the table already. */
	private final Set<Path> told = new HashSet<>();
	private final Map<String, Long> splits = new TreeMap<>();

	Intake(final DatasetStream dataset, final SkippedTable skipped, final ImageStore images, final Progress progress) {
		this.dataset = dataset;
		this.skipped = skipped;
		this.images = images;
		this.progress = progress;
	}

	Map<String, Long> splits() {
		return splits;
	}

	/**
	 * Takes a study.
	 *
	 * @param source where it comes from, for people
	 * @param id as far as it is known before the study is read
	 * @param study reads it; may throw {@link Skipped} or {@link TrrgException}, which concern this study only
	 */
	void study(final String source, final String id, final Supplier<SourceStudy> study) {
		progress.checkCanceled();
		progress.update(-1, "Converting study " + (ids.size() + 1));
		try {
			take(study.get());
		}
		catch (final Skipped e) {
			skipped.add(source, id, e.reason(), e.getMessage());
		}
		catch (final TrrgException e) {
			skipped.add(source, id, Reason.BAD_ITEM, e.getMessage());
		}
	}

	/** Notes an image that is not taken. @param file null if there is none */
	void skipImage(final String name, final Path file, final String id, final Reason reason, final String detail) {
		skipped.add(name, id, reason, detail);
		if (file != null) told.add(file);
	}

	private void take(final SourceStudy study) {
		final Annotation annotation = study.annotation();
		if (ids.contains(annotation.id())) throw new Skipped(Reason.DUPLICATE_ID, "A study of this id was taken before.");
		if (annotation.report().isEmpty() && annotation.impression().isEmpty() && annotation.labels().isEmpty()) throw new Skipped(Reason.NO_TEXT,
			"It has neither findings nor an impression nor labels.");
		final List<String> names = new ArrayList<>(), views = new ArrayList<>();
		boolean known = false;
		for (final SourceStudy.Image image : study.images())
			try {
				names.add(images.put(image));
				views.add(image.view().name().toLowerCase(Locale.ROOT));
				known |= image.view() != View.Position.UNKNOWN;
			}
			catch (final Skipped e) {
				skipImage(image.name(), image.file(), annotation.id(), e.reason(), e.getMessage());
			}
		if (names.isEmpty()) throw new Skipped(Reason.NO_IMAGE, study.images().isEmpty() ? "The source names no image." : "None of its images can be taken.");
		dataset.add(annotation, names, known ? views : List.of(), Map.of("comparison", study.comparison()));
		ids.add(annotation.id());
		splits.merge(annotation.split(), 1L, Long::sum);
	}

	/** Notes the images that no study took. */
	void noteUnused() {
		Tree.images(images.root(), file -> {
			progress.checkCanceled();
			if (!images.has(file) && !told.contains(file)) skipped.add(images.root().relativize(file).toString(), "", Reason.UNUSED_IMAGE,
				"It belongs to no study that was taken.");
		});
	}
}
