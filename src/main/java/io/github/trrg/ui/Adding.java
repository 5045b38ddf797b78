package io.github.trrg.ui;

import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.ImageStudy;

/** Adds studies to the data set, one at a time, and finds out before whether that would replace one. */
final class Adding {

	private final StudySource source;
	private final Annotations annotations;
	private final Workers workers;
	private final Consumer<String> tell;
	private final Consumer<Candidate> next;
	private boolean running;
	private Candidate asked;
	private String taken = "";
	private boolean nextWhenAdded;

	/**
	 * @param workers write and bring the result back
	 * @param tell hears what became of it
	 * @param next goes on from a study that was added
	 */
	Adding(final StudySource source, final Annotations annotations, final Workers workers, final Consumer<String> tell, final Consumer<Candidate> next) {
		this.source = source;
		this.annotations = annotations;
		this.workers = workers;
		this.tell = tell;
		this.next = next;
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

	/** Adds a study, unless the data set holds one of its id: then that is {@linkplain #taken} and the user to be asked. */
	void add(final OpenStudy study, final boolean thenNext) {
		nextWhenAdded = thenNext;
		add(study, thenNext, false);
	}

	/** Answers that question. @param study at hand, may be null */
	void replace(final OpenStudy study, final boolean yes) {
		final boolean isAsked = study != null && study.candidate().equals(asked);
		asked = null;
		if (yes && isAsked) add(study, nextWhenAdded, true);
	}

	private void add(final OpenStudy study, final boolean thenNext, final boolean replace) {
		study.editor().fill(Draft::settled);
		try {
			run(study, annotations.store(), replace, draft -> added(study.candidate(), draft, thenNext));
			tell.accept("");
		}
		catch (final TrrgException e) {
			tell.accept(e.getMessage());
		}
	}

	/** @throws TrrgException if the draft has no id */
	private void run(final OpenStudy study, final AnnotationStore to, final boolean replace, final Consumer<Draft> added) {
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

	private void added(final Candidate at, final Draft draft, final boolean thenNext) {
		final String id = draft.annotation().id();
		tell.accept(Texts.get("annotate.status.added", id, annotations.dataset()));
		if (annotations.added(at, draft, id) && thenNext) next.accept(at);
	}
}
