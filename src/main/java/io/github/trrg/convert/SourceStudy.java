package io.github.trrg.convert;

import java.nio.file.Path;
import java.util.List;

import io.github.trrg.data.Annotation;
import io.github.trrg.study.View;

/**
 * A study as a source has it.
 *
 * @param comparison earlier examinations it was compared with; empty if unknown
 * @param images none is possible, if the source names none
 */
record SourceStudy(Annotation annotation, String comparison, List<Image> images) {

	/**
	 * @param name as the source calls it
	 * @param file null if there is no such file
	 */
	record Image(String name, Path file, View.Position view) {}
}
