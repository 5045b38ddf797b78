package io.github.trrg.ui;

import ij.ImagePlus;
import io.github.trrg.clue.Uncertainty;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.study.Study;

/** Finds out in the background how uncertain the model is of each study of a list, and which are in the data set already. */
final class Scoring {

	private final StudySource source;
	private final ModelWork model;
	private final Workers workers;
	private boolean running;
	private boolean goesOn;

	/** @param workers bring results back */
	Scoring(final StudySource source, final ModelWork model, final Workers workers) {
		this.source = source;
		this.model = model;
		this.workers = workers;
	}

	boolean isRunning() {
		return running;
	}

	/** Study by study, so that what the user asks for comes between. */
	void run(final Worklist list, final AnnotationStore store) {
		if (running) return;
		list.unknown().ifPresent(at -> {
			running = true;
			goesOn = false;
			model.seeAside(() -> study(at, list, store), seen -> {
				list.setUncertainty(at, Uncertainty.of(seen.clues()));
				goesOn = true;
			}, () -> {
				running = false;
				if (goesOn) run(list, store);
			});
		});
	}

	/** @return null if there is nothing to find out */
	private Study study(final Candidate at, final Worklist list, final AnnotationStore store) {
		try {
			final ImagePlus image = source.read(at);
			final ImageStudy study = StudySource.study(image, at);
			if (!store.isAdded(at, image, study.slices())) return study.study();
			back(() -> list.setMark(at, Worklist.Mark.ADDED));
		}
		catch (final TrrgException e) {
			if (at.file() != null) back(() -> list.setTrouble(at, e.getMessage())); // else the image is closed, and so are the other slices
		}
		return null;
	}

	private void back(final Runnable result) {
		workers.back(() -> {
			result.run();
			goesOn = true;
		});
	}
}
