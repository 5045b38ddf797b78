package io.github.trrg.data;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A study to be added to a data set.
 *
 * @param annotation what is said of it
 * @param images at least one
 * @param regions may be empty
 */
public record NewStudy(Annotation annotation, List<Image> images, List<Region> regions) {

	/**
	 * @param pixels one grey channel of 8, 16 (also signed) or 32 bits (floating point), or RGB; larger = brighter = more attenuating tissue
	 * @param view projection ("frontal", "lateral", "unknown")
	 */
	public record Image(BufferedImage pixels, String view) {}

	/**
	 * A region where a disease shows.
	 *
	 * @param image number of the image it lies on, from 0
	 * @param roi content of an ImageJ ROI file
	 */
	public record Region(String disease, int image, byte[] roi) {}

	public NewStudy {
		if (images.isEmpty()) throw new IllegalArgumentException("Study " + annotation.id() + " has no image");
		images = List.copyOf(images);
		regions = List.copyOf(regions);
	}
}
