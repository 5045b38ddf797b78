package io.github.trrg.ij;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import io.github.trrg.batch.ImageFiles;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** Image files by ImageJ's readers and writers. */
public final class FolderImages implements ImageFiles {

	@Override
	public List<View> read(final Path file) {
		return ImagePlusStudies.of(RadiographReader.open(file), SliceChoice.VIEWS, "").get(0).study().views();
	}

	@Override
	public void writeMaps(final Path file, final View view, final int index, final List<Clue> clues, final Preprocessing preprocessing) {
		if (clues.isEmpty()) return;
		final ImagePlus source = new ImagePlus(view.name(), new FloatProcessor(view.width(), view.height()));
		final List<Clue> here = clues.stream().map(clue -> new Clue(clue.disease(), clue.probability(), clue.selected(), List.of(clue.maps().get(index)))).toList();
		final ImageStudy study = new ImageStudy(new Study(view.name(), List.of(view), ""), List.of(1));
		AtomicFile.writeBytes(file, new FileSaver(new MapStack(source, preprocessing).add(study, here).toImage()).serialize());
	}
}
