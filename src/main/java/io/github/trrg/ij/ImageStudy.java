package io.github.trrg.ij;

import java.util.List;
import java.util.stream.IntStream;

import io.github.trrg.study.Study;

/**
 * A study and where its views came from.
 *
 * @param study what a report is written about
 * @param slices stack index (from 1) of each view in its ImageJ image
 */
public record ImageStudy(Study study, List<Integer> slices) {

	public ImageStudy {
		slices = List.copyOf(slices);
		if (slices.size() != study.views().size()) throw new IllegalArgumentException(study.views().size() + " views from " + slices.size() + " slices");
	}

	/** A study whose views are all slices of an image, without pixels. */
	public static ImageStudy of(final Study study) {
		return new ImageStudy(study.withoutPixels(), IntStream.rangeClosed(1, study.views().size()).boxed().toList());
	}

	/** The study as a cache keeps it. */
	public ImageStudy withoutPixels() {
		return new ImageStudy(study.withoutPixels(), slices);
	}
}
