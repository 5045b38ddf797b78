package io.github.trrg.ij;

import java.util.List;

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

	/** The study as a cache keeps it. */
	public ImageStudy withoutPixels() {
		return new ImageStudy(study.withoutPixels(), slices);
	}
}
