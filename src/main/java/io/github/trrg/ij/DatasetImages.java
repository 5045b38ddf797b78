package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.NewStudy;

/** Images of ImageJ as data set folders take them. */
public final class DatasetImages {

	private DatasetImages() {}

	/** Id of a study nobody named: the name of its image without the ending of an image file. */
	public static String id(final ImageStudy study) {
		return study.study().id().replaceFirst("(?i)\\.(tiff?|png|jpe?g|dcm|dicom|gif|bmp)$", "");
	}

	/** @param name what the user calls it, blank for {@link #id(ImageStudy)}; of several studies each has the number of its slice too */
	public static String id(final ImageStudy study, final String name, final int studies) {
		if (name.isBlank()) return id(study);
		return studies == 1 ? name : name + "-" + study.slices().get(0);
	}

	/** What is added for a study. Regions on other slices than its own are left out. */
	public static NewStudy study(final ImagePlus image, final ImageStudy study, final Annotation annotation, final List<Roi> regions) {
		final List<NewStudy.Image> images = new ArrayList<>();
		for (int i = 0; i < study.slices().size(); i++)
			images.add(new NewStudy.Image(LosslessPixels.of(image, study.slices().get(i)), study.study().views().get(i).position().name().toLowerCase(Locale.ROOT)));
		// By content: an overlay and the ROI Manager often hold the same region.
		final Map<String, NewStudy.Region> drawn = new LinkedHashMap<>();
		for (final Roi roi : regions) {
			final int view = study.slices().indexOf(slice(image, roi));
			if (view < 0) continue;
			final Roi copy = (Roi) roi.clone();
			copy.setImage(null);
			copy.setPosition(0); // it lies on one image now
			final byte[] bytes = RoiEncoder.saveAsByteArray(copy);
			if (bytes == null) throw new TrrgException("The region \"" + roi.getName() + "\" (" + roi.getTypeAsString() +
				") cannot be kept as an ROI file. Draw it with a selection tool.");
			drawn.putIfAbsent(view + Arrays.toString(bytes), new NewStudy.Region(roi.getName(), view, bytes));
		}
		return new NewStudy(annotation, images, List.copyOf(drawn.values()));
	}

	private static int slice(final ImagePlus image, final Roi roi) {
		if (roi.hasHyperStackPosition()) return image.getStackIndex(Math.max(1, roi.getCPosition()), Math.max(1, roi.getZPosition()), Math.max(1, roi.getTPosition()));
		return roi.getPosition() > 0 ? roi.getPosition() : image.getCurrentSlice();
	}
}
