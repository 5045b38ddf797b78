package io.github.trrg.ij;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import io.github.trrg.batch.ImageFiles;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/** Image files by ImageJ's readers and writers. */
public final class FolderImages implements ImageFiles {

	@Override
	public List<View> read(final Path file) {
		return ImagePlusStudies.of(RadiographReader.open(file), SliceChoice.VIEWS, "").get(0).study().views();
	}

	@Override
	public void writeMaps(final Path file, final View view, final int index, final List<Clue> clues, final Preprocessing preprocessing) {
		final ImageStack stack = new ImageStack(view.width(), view.height());
		for (final Clue clue : clues)
			stack.addSlice(MapStack.label(clue), MapStack.pixels(clue.maps().get(index), view, preprocessing));
		final ByteBuffer tiff = ByteBuffer.wrap(new FileSaver(new ImagePlus("Clue maps of " + view.name(), stack)).serialize());
		AtomicFile.write(file, channel -> {
			while (tiff.hasRemaining())
				channel.write(tiff);
		});
	}
}
