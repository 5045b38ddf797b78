package io.github.trrg.ij;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.trrg.Perceived;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/** The user's selection on an image as a part of a study. */
public final class ImageRegion {

	private ImageRegion() {}

	/**
	 * @param perceived of the study
	 * @param preprocessing of the model that perceived it
	 * @return per view how much of each patch is selected, 0 to 1; of several views only the slice on display is
	 * @throws TrrgException if nothing is selected that has an area
	 */
	public static List<AttentionMap> of(final ImagePlus image, final ImageStudy study, final Perceived perceived, final Preprocessing preprocessing) {
		final Roi roi = image.getRoi();
		if (roi == null || !roi.isArea()) throw new TrrgException("No region is selected on " + image.getTitle() +
			". Draw a rectangle, an oval or a freehand area on the image first.");
		final int side = perceived.clues().get(0).maps().get(0).rows();
		final List<AttentionMap> part = new ArrayList<>();
		for (int i = 0; i < study.slices().size(); i++) {
			final View view = study.study().views().get(i);
			final boolean shown = study.slices().get(i) == image.getCurrentSlice();
			part.add(shown ? preprocessing.imageToMap(mask(roi, view.width(), view.height()), view, side) : new AttentionMap(side, side, new float[side * side]));
		}
		return part;
	}

	/** 1 for selected pixels, 0 for others, row-major. */
	static float[] mask(final Roi roi, final int width, final int height) {
		final float[] mask = new float[width * height];
		final Rectangle bounds = roi.getBounds(), visible = bounds.intersection(new Rectangle(width, height));
		final ImageProcessor shape = roi.getMask();
		for (int y = visible.y; y < visible.y + visible.height; y++)
			for (int x = visible.x; x < visible.x + visible.width; x++)
				if (shape == null || shape.get(x - bounds.x, y - bounds.y) != 0) mask[y * width + x] = 1;
		return mask;
	}
}
