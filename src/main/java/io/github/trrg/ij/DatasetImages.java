package io.github.trrg.ij;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.NewStudy;
import io.github.trrg.data.StudyItem;

/** Images of ImageJ as data set folders take them. */
public final class DatasetImages {

	private DatasetImages() {}

	/** Id of a study nobody named: the name of its image without the ending of an image file. */
	public static String id(final ImageStudy study) {
		return id(study.study().id());
	}

	/** The name of an image without the ending of an image file. */
	public static String id(final String name) {
		return name.replaceFirst("(?i)\\.(tiff?|png|jpe?g|dcm|dicom|gif|bmp)$", "");
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
			final NewStudy.Region region = region(roi, roi.getName(), view);
			drawn.putIfAbsent(view + Arrays.toString(region.roi()), region);
		}
		return new NewStudy(annotation, images, List.copyOf(drawn.values()));
	}

	/**
	 * An image file as it is kept, see {@link LosslessPixels}.
	 *
	 * @throws TrrgException if it cannot be read, or is a stack
	 */
	public static BufferedImage pixels(final Path file) {
		final ImagePlus image = RadiographReader.open(file);
		if (image.getStackSize() > 1) throw new TrrgException(file + " holds " + image.getStackSize() + " images. Save each as a file of its own.");
		return LosslessPixels.of(image, 1);
	}

	/** Whether a study of a data set has the very pixels of these slices. */
	public static boolean isOf(final StudyItem item, final ImagePlus image, final List<Integer> slices) {
		if (item.images().size() != slices.size()) return false;
		try {
			for (int i = 0; i < slices.size(); i++)
				if (!isSame(LosslessPixels.of(RadiographReader.open(item.images().get(i)), 1), LosslessPixels.of(image, slices.get(i)))) return false;
			return true;
		}
		catch (final TrrgException e) {
			return false; // what cannot be read is not known to be the same
		}
	}

	private static boolean isSame(final BufferedImage a, final BufferedImage b) {
		if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight() || a.getRaster().getDataBuffer().getDataType() != b.getRaster().getDataBuffer()
			.getDataType())
			return false;
		return Objects.deepEquals(a.getRaster().getDataElements(0, 0, a.getWidth(), a.getHeight(), null), b.getRaster().getDataElements(0, 0, b.getWidth(), b
			.getHeight(), null));
	}

	/**
	 * A selection as a region of a study; it stays as it is.
	 *
	 * @param view number of the image it lies on, from 0
	 * @throws TrrgException if it cannot be kept as a file
	 */
	public static NewStudy.Region region(final Roi roi, final String disease, final int view) {
		final Roi copy = (Roi) roi.clone();
		copy.setName(disease);
		copy.setImage(null);
		copy.setPosition(0); // it lies on one image now
		final byte[] bytes = RoiEncoder.saveAsByteArray(copy);
		if (bytes == null) throw new TrrgException("The region \"" + disease + "\" (" + roi.getTypeAsString() +
			") cannot be kept as an ROI file. Draw it with a selection tool.");
		return new NewStudy.Region(disease, view, bytes);
	}

	private static int slice(final ImagePlus image, final Roi roi) {
		if (roi.hasHyperStackPosition()) return image.getStackIndex(Math.max(1, roi.getCPosition()), Math.max(1, roi.getZPosition()),
			Math.max(1, roi.getTPosition()));
		return roi.getPosition() > 0 ? roi.getPosition() : image.getCurrentSlice();
	}
}
