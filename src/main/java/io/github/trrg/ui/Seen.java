package io.github.trrg.ui;

import java.util.Arrays;

import ij.ImagePlus;
import io.github.trrg.Perceived;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A study as a model perceived it, and by what to know whether that still holds.
 *
 * @param study without pixels
 * @param perceived the same, perceived
 * @param preprocessing of the model, for placing maps
 * @param model which perceived it
 * @param modelName its name
 * @param pixels a number that changes with the pixels
 */
record Seen(ImageStudy study, Perceived perceived, Preprocessing preprocessing, Object model, String modelName, int pixels) {

	/**
	 * Perceives a study, unless that was done before and nothing changed. Of an image that is closed, also while it is read, what is known
	 * holds as long as the model stays.
	 *
	 * @param image open, closed, or null
	 * @param place of the study in the image
	 * @param former what is known of this place, or null
	 * @throws TrrgException if the image is closed and nothing is known of it
	 */
	static Seen look(final ImagePlus image, final Place place, final ModelCache.Lease model, final Seen former) {
		if (image != null && Studies.isOpen(image)) try {
			return read(image, place, model, former);
		}
		catch (final RuntimeException e) {
			if (Studies.isOpen(image)) throw e;
			// Closed while it was read.
		}
		if (former == null) throw new TrrgException(Texts.get("error.closed"));
		if (!former.model.equals(model.key())) throw new TrrgException(Texts.get("error.closedAndSwitched"));
		return former;
	}

	private static Seen read(final ImagePlus image, final Place place, final ModelCache.Lease model, final Seen former) {
		final ImageStudy study = ImagePlusStudies.ofSlices(image, place.slices(), "");
		final int pixels = hash(study);
		if (former != null && former.pixels == pixels && former.model.equals(model.key())) return former;
		final Perceived perceived = model.trrg().perceive(study.study()).withoutPixels();
		return new Seen(study.withoutPixels(), perceived, model.trrg().model().preprocessing(), model.key(), model.trrg().model().name(), pixels);
	}

	/** A report of the study, as the session keeps it. */
	TrrgSession.Written written(final Report report) {
		return new TrrgSession.Written(study, report, preprocessing);
	}

	/** @throws TrrgException unless the image still shows what was seen */
	void requireUnchanged(final ImagePlus image) {
		if (hash(ImagePlusStudies.ofSlices(image, study.slices(), "")) != pixels) throw new TrrgException(Texts.get("error.changed"));
	}

	/** A number that changes with the pixels. */
	static int hash(final ImageStudy study) {
		int hash = 0;
		for (final View view : study.study().views())
			hash = 31 * hash + hash(view);
		return hash;
	}

	private static int hash(final View view) {
		int hash = Arrays.hashCode(view.window());
		final Cursor<FloatType> cursor = Views.flatIterable(view.pixels()).cursor();
		while (cursor.hasNext())
			hash = 31 * hash + Float.floatToIntBits(cursor.next().get());
		return hash;
	}
}
