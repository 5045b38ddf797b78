package io.github.trrg.ui;

import java.util.Arrays;

import ij.ImagePlus;
import io.github.trrg.Perceived;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
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
	 * @param place of the study in the image
	 * @param former what is known of this place, or null; given back if nothing changed, without encoding again
	 */
	static Seen look(final ImagePlus image, final Place place, final ModelCache.Lease model, final Seen former) {
		final ImageStudy study = ImagePlusStudies.ofSlices(image, place.slices(), "");
		int pixels = 0;
		for (final View view : study.study().views())
			pixels = 31 * pixels + hash(view);
		if (former != null && former.pixels == pixels && former.model.equals(model.key())) return former;
		final Perceived perceived = model.trrg().perceive(study.study()).withoutPixels();
		return new Seen(study.withoutPixels(), perceived, model.trrg().model().preprocessing(), model.key(), model.trrg().model().name(), pixels);
	}

	static int hash(final View view) {
		int hash = Arrays.hashCode(view.window());
		final Cursor<FloatType> cursor = Views.flatIterable(view.pixels()).cursor();
		while (cursor.hasNext())
			hash = 31 * hash + Float.floatToIntBits(cursor.next().get());
		return hash;
	}
}
