package io.github.trrg.convert;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.DatasetStream;
import io.github.trrg.data.DatasetWriter;

/** Makes a data set folder of a public data set. The folder is there completely or not at all. */
public final class Conversion {

	/** In the new data set: what was not taken, and why. */
	public static final String SKIPPED = "skipped.csv";

	private Conversion() {}

	/**
	 * @param out new folder
	 * @param dicom reads a DICOM file, bright is dense
	 * @throws TrrgException if the source lacks what everything rests on, nothing of it can be taken, or the folder exists or cannot be written
	 */
	public static ConversionResult run(final ConversionSettings settings, final Path out, final Function<Path, BufferedImage> dicom, final Progress progress) {
		if (out.toAbsolutePath().normalize().startsWith(settings.images())) throw new TrrgException(out + " lies in the folder of the source, " + settings.images() +
			". Choose a place outside, so that the source stays as it is.");
		final AtomicReference<ConversionResult> result = new AtomicReference<>();
		DatasetWriter.create(out, dataset -> result.set(fill(dataset, settings, out, dicom, progress)));
		return result.get();
	}

	private static ConversionResult fill(final DatasetStream dataset, final ConversionSettings settings, final Path out, final Function<Path, BufferedImage> dicom,
		final Progress progress) {
		try (SkippedTable skipped = new SkippedTable(dataset.folder().resolve(SKIPPED))) {
			final ImageStore images = new ImageStore(dataset, settings, dicom);
			final Intake intake = new Intake(dataset, skipped, images, progress);
			settings.form().reader(settings).read(intake);
			progress.update(-1, "Looking for images that were not used");
			intake.noteUnused();
			if (intake.splits().isEmpty()) throw new TrrgException("No study of " + settings.source() + " can be taken. " + (skipped.first().isEmpty() ? "It is empty."
				: "The first that was skipped is " + skipped.first()));
			return new ConversionResult(out.toString(), intake.splits(), images.counts(), skipped.counts(), notes(intake.splits(), images.counts()));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<String> notes(final Map<String, Long> splits, final Map<DatasetStream.Kept, Long> images) {
		final List<String> notes = new ArrayList<>();
		if (splits.size() == 1) notes.add("All studies are in the split \"" + splits.keySet().iterator().next() +
			"\"; \"trrg dataset check --out\" proposes others.");
		if (images.containsKey(DatasetStream.Kept.SYMBOLIC_LINK)) notes.add(images.get(DatasetStream.Kept.SYMBOLIC_LINK) +
			" images are symbolic links: the data set needs its source where it lies now.");
		return notes;
	}
}
