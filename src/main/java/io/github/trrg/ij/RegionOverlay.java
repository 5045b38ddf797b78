package io.github.trrg.ij;

import java.awt.Color;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.NewStudy;
import io.github.trrg.page.CluePicture;

/** Shows the regions of an annotation on its image, beside whatever overlay the user has. The ROI Manager is not touched. */
public final class RegionOverlay {

	private static final String PROPERTY = "TRRG annotation";

	private RegionOverlay() {}

	/**
	 * Shows these regions and no others that were shown here before.
	 *
	 * @param slices stack index of each image of the study
	 * @param diseases in the order of their colours
	 */
	public static void show(final ImagePlus image, final List<Integer> slices, final List<NewStudy.Region> regions, final List<String> diseases) {
		final Overlay overlay = others(image);
		for (final NewStudy.Region region : regions) {
			if (region.image() >= slices.size()) continue;
			final Roi roi = roi(region);
			roi.setStrokeColor(new Color(CluePicture.colour(diseases.indexOf(region.disease()))));
			roi.setProperty(PROPERTY, region.disease());
			ClueOverlay.place(roi, image, slices.get(region.image()));
			overlay.add(roi);
		}
		if (overlay.size() > 0 || image.getOverlay() != null) image.setOverlay(overlay.size() == 0 ? null : overlay);
	}

	/** Takes the regions off the image. */
	public static void remove(final ImagePlus image) {
		show(image, List.of(), List.of(), List.of());
	}

	/** Selects a region, so that it can be seen and changed. */
	public static void select(final ImagePlus image, final int slice, final NewStudy.Region region) {
		image.setSlice(slice);
		image.setRoi(roi(region));
	}

	/** @throws TrrgException if the content is no ROI file */
	public static Roi roi(final NewStudy.Region region) {
		final Roi roi = RoiDecoder.openFromByteArray(region.roi());
		if (roi == null) throw new TrrgException("A region of " + region.disease() + " is damaged and cannot be shown. Remove it and draw it again.");
		roi.setName(region.disease());
		return roi;
	}

	private static Overlay others(final ImagePlus image) {
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (overlay.get(i).getProperty(PROPERTY) != null) overlay.remove(i);
		return overlay;
	}
}
