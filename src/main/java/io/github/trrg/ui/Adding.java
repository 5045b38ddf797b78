package io.github.trrg.ui;

import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.ImageStudy;

/** Adds studies to the data set, one at a time, and finds out before whether that would replace one. */
final class Adding {

	private final StudySource source;
	private final Workers workers;
	private boolean running;
	private Candidate asked;
	private String taken = "";

	/** @param workers write and bring the result back */
	Adding(final StudySource source, final Workers workers) {
		this.source = source;
		this.workers = workers;
	}

	boolean isRunning() {
		return running;
	}

	/** The id of this study, if the data set turned out to hold one of it already; else empty. */
	String taken(final Candidate candidate) {
		return candidate != null && candidate.equals(asked) ? taken : "";
	}

	void forgetTaken() {
		asked = null;
	}

	/**
	 * @param replace whether the study may take the place of another; if not and there is one, it is {@linkplain #taken}
	 * @param added hears what was added
	 * @throws io.github.trrg.common.TrrgException if the draft has no id
	 */
	void run(final OpenStudy study, final AnnotationStore to, final boolean replace, final Consumer<Draft> added) {
		final Candidate at = study.candidate();
		final Draft draft = study.draft();
		final Annotation annotation = draft.annotation();
		final ImagePlus open = study.isImageOpen() ? study.image() : null;
		running = true;
		asked = null;
		workers.keep(() -> {
			if (!replace && to.holds(annotation.id())) {
				workers.back(() -> {
					asked = at;
					taken = annotation.id();
				});
				return;
			}
			final ImagePlus image = open == null ? source.read(at) : open;
			final ImageStudy read = StudySource.study(image, at);
			to.add(new NewStudy(annotation, DatasetImages.study(image, read, annotation, List.of()).images(), draft.regions()), replace);
			workers.back(() -> {
				AnnotationMacro.record(AnnotationMacro.lines(at, source.image(), read.slices(), annotation, draft.regions(), to.folder(), replace));
				added.accept(draft);
			});
		}, () -> running = false);
	}
}
