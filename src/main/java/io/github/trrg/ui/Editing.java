package io.github.trrg.ui;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.report.Label;

/** Edits of the study at hand: each is kept, shown on the image, and can be undone. Without a study they do nothing. Throws nothing. */
final class Editing {

	private final Annotations annotations;
	private final Consumer<String> tell;
	private final Runnable changed;
	private final Set<String> otherDiseases = new LinkedHashSet<>();
	private OpenStudy study;

	/**
	 * @param tell hears after each edit what went wrong with it, or an empty text
	 * @param changed called where there is nothing to tell
	 */
	Editing(final Annotations annotations, final Consumer<String> tell, final Runnable changed) {
		this.annotations = annotations;
		this.tell = tell;
		this.changed = changed;
	}

	/** The study at hand. */
	Optional<OpenStudy> study() {
		return Optional.ofNullable(study);
	}

	/** @param next the study at hand from now on; null for none */
	void setStudy(final OpenStudy next) {
		study = next;
	}

	/** One row per disease. */
	List<LabelRow> rows() {
		return study == null ? List.of() : study.rows(otherDiseases);
	}

	/** What is typed into a field. */
	void text(final Draft.Field field, final String text) {
		if (study != null && study.editor().text(field, text)) edited();
	}

	void label(final String disease, final Label label) {
		edit(draft -> draft.withLabel(disease, label));
	}

	/** One disease more that can be labeled. @return its name; empty if it is none */
	String addDisease(final String name) {
		final String disease = name.strip().toLowerCase(Locale.ROOT);
		if (!disease.matches("[^,\\[\\]]+")) {
			tell.accept(Texts.get("annotate.error.disease"));
			return "";
		}
		otherDiseases.add(disease);
		changed.run();
		return disease;
	}

	/** Ties the selection on the image to a disease. */
	void addRegion(final String disease) {
		guarded(() -> {
			final NewStudy.Region region = study.takeSelection(disease);
			edit(draft -> draft.withRegion(region));
		});
	}

	void removeRegion(final NewStudy.Region region) {
		edit(draft -> draft.withRegions(draft.regions().stream().filter(one -> one != region).toList()));
	}

	/** Selects a region on the image. */
	void showRegion(final NewStudy.Region region) {
		guarded(() -> study.select(region));
	}

	void undo() {
		if (study == null || !study.editor().canUndo()) return;
		study.editor().undo();
		edited();
	}

	void redo() {
		if (study == null || !study.editor().canRedo()) return;
		study.editor().redo();
		edited();
	}

	void edit(final UnaryOperator<Draft> edit) {
		if (study == null) return;
		study.editor().edit(edit);
		edited();
	}

	private void edited() {
		annotations.edited(study);
		tell.accept("");
		drawRegions();
	}

	/** Shows the regions on the image. */
	void drawRegions() {
		guarded(() -> study.draw(otherDiseases));
	}

	private void guarded(final Runnable action) {
		if (study != null) try {
			action.run();
		}
		catch (final TrrgException e) {
			tell.accept(e.getMessage());
		}
	}
}
