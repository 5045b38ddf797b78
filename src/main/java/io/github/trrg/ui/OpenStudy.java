package io.github.trrg.ui;

import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.trrg.Perceived;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.RegionOverlay;

/** The study at hand: its draft, its image, and what the model perceives of it. */
final class OpenStudy {

	private final Candidate candidate;
	private final DraftEditor editor;
	private final List<Integer> slices;
	private ImagePlus image;
	private Perceived perceived;
	private Object model;
	private List<NewStudy.Region> drawn;

	/** @param slices stack indices of its views in the image */
	OpenStudy(final Candidate candidate, final DraftEditor editor, final ImagePlus image, final List<Integer> slices) {
		this.candidate = candidate;
		this.editor = editor;
		this.image = image;
		this.slices = slices;
	}

	Candidate candidate() {
		return candidate;
	}

	DraftEditor editor() {
		return editor;
	}

	Draft draft() {
		return editor.draft();
	}

	/** It may be closed by now. */
	ImagePlus image() {
		return image;
	}

	boolean isImageOpen() {
		return Studies.isOpen(image);
	}

	/** The same image, opened again. */
	void setImage(final ImagePlus again) {
		image = again;
		drawn = null;
	}

	/** Null until the model has looked. */
	Perceived perceived() {
		return perceived;
	}

	/** Which model perceived it. */
	Object model() {
		return model;
	}

	void setPerceived(final Perceived seen, final Object by) {
		perceived = seen;
		model = by;
	}

	/** One row per disease. @param others diseases that the annotator named */
	List<LabelRow> rows(final Set<String> others) {
		return LabelRow.of(draft(), perceived, others);
	}

	/**
	 * The selection on the image, as a region; it is no selection any more then.
	 *
	 * @throws TrrgException if there is none on this study, or it has no area
	 */
	NewStudy.Region takeSelection(final String disease) {
		final Roi roi = isImageOpen() ? image.getRoi() : null;
		final int view = roi == null ? -1 : slices.indexOf(image.getCurrentSlice());
		if (view < 0 || !roi.isArea()) throw new TrrgException(Texts.get("annotate.error.noSelection"));
		final NewStudy.Region region = DatasetImages.region(roi, disease, view);
		image.deleteRoi();
		return region;
	}

	/** Selects a region on the image. */
	void select(final NewStudy.Region region) {
		if (!isImageOpen() || region.image() >= slices.size()) throw new TrrgException(Texts.get("annotate.error.notShown"));
		RegionOverlay.select(image, slices.get(region.image()), region);
	}

	/** The slice a region lies on, in words; empty where there is only one. */
	String place(final NewStudy.Region region) {
		return slices.size() < 2 || region.image() >= slices.size() ? "" : Texts.get("annotate.region.slice", slices.get(region.image()));
	}

	/** Shows the regions on the image. @param others as in {@link #rows} */
	void draw(final Set<String> others) {
		if (!isImageOpen() || draft().regions().equals(drawn)) return;
		drawn = draft().regions();
		RegionOverlay.show(image, slices, drawn, LabelRow.diseases(draft(), perceived, others));
	}

	/** Takes them off the image. */
	void clear() {
		if (isImageOpen()) RegionOverlay.remove(image);
	}
}
