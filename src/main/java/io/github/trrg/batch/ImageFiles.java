package io.github.trrg.batch;

import java.nio.file.Path;
import java.util.List;

import io.github.trrg.clue.Clue;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/** Reads radiographs and writes maps; ImageJ stands behind it. */
public interface ImageFiles {

	/**
	 * @return the views of the file, at least one; the slices of a stack are views
	 * @throws io.github.trrg.common.TrrgException naming the file if it cannot be read
	 */
	List<View> read(Path file);

	/**
	 * Writes where the evidence lies in one view.
	 *
	 * @param file TIFF file to write
	 * @param index of the view in its study, from 0
	 * @throws io.github.trrg.common.TrrgException if the file cannot be written
	 */
	void writeMaps(Path file, View view, int index, List<Clue> clues, Preprocessing preprocessing);
}
