package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;

/**
 * A study that can be annotated.
 *
 * @param source tells it from all others, also tomorrow: its path, or title and checksum of an image that has none
 * @param name to show
 * @param id proposed for the data set
 * @param file to read it from; null for slices of the open image
 * @param slices stack indices, from 1; empty for all there are
 */
record Candidate(String source, String name, String id, Path file, List<Integer> slices) {

	Candidate {
		slices = List.copyOf(slices);
	}
}
