package io.github.trrg.ui;

import java.util.List;

import ij.ImagePlus;
import io.github.trrg.ij.ImagePlusStudies;

/**
 * Where a study lies.
 *
 * @param image its ID
 * @param slices stack indices of its views, from 1
 */
record Place(int image, List<Integer> slices) {

	/** @param views whether all slices are views of one study; else the one on display is the study */
	static Place of(final ImagePlus image, final boolean views) {
		return views ? new Place(image.getID(), ImagePlusStudies.slices(image)) : ofSlice(image, image.getCurrentSlice());
	}

	static Place ofSlice(final ImagePlus image, final int slice) {
		return new Place(image.getID(), List.of(slice));
	}
}
