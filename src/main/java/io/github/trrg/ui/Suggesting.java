package io.github.trrg.ui;

import java.util.function.UnaryOperator;

import ij.ImagePlus;
import io.github.trrg.Perceived;
import io.github.trrg.clue.Uncertainty;
import io.github.trrg.data.Draft;

/** What the model says of the study at hand: labels and a report where nobody has said anything, and the report anew when asked. */
final class Suggesting {

	private final ModelWork model;
	private final Annotations annotations;
	private final Editing editing;

	Suggesting(final ModelWork model, final Annotations annotations, final Editing editing) {
		this.model = model;
		this.annotations = annotations;
		this.editing = editing;
	}

	/** Whether reports can be asked for. */
	boolean isPerceived() {
		return editing.study().map(OpenStudy::perceived).isPresent();
	}

	/** Lets the model look at the study at hand, and fills in what it says. */
	void see(final OpenStudy study) {
		final ImagePlus read = study.image();
		model.see(() -> StudySource.study(read, study.candidate()).study(), (seen, by) -> seen(study, seen, by));
	}

	private void seen(final OpenStudy study, final Perceived seen, final Object by) {
		annotations.worklist().setUncertainty(study.candidate(), Uncertainty.of(seen.clues()));
		study.setPerceived(seen, by);
		fill(study, draft -> draft.labeled() ? draft : draft.withLabels(Prefill.labels(seen.clues())));
		if (!study.draft().reported()) model.write(seen, by, text -> fill(study, draft -> draft.reported() ? draft : report(draft, text)));
	}

	private void fill(final OpenStudy study, final UnaryOperator<Draft> change) {
		study.editor().fill(change);
		annotations.filled(study);
	}

	private static Draft report(final Draft draft, final String text) {
		return draft.withText(Draft.Field.REPORT, text);
	}

	/** Writes the report anew from the labels and the indication; can be undone. */
	void rewrite() {
		if (!isPerceived() || model.isWriting()) return;
		final OpenStudy study = editing.study().orElseThrow();
		final Draft draft = study.draft();
		final Perceived told = Prefill.told(study.perceived(), draft.labels()).withIndication(draft.text(Draft.Field.INDICATION));
		model.write(told, study.model(), text -> editing.edit(now -> report(now, text)));
	}
}
