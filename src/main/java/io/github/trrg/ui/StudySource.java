package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.io.FileInfo;
import io.github.trrg.batch.FolderSearch;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.RadiographReader;
import io.github.trrg.ij.SliceChoice;

/**
 * Where the studies to be annotated come from: an open image, or a folder.
 *
 * @param name to show
 * @param image null for a folder
 * @param each whether each slice of the image is a study
 * @param lister finds the studies; may take a while
 */
record StudySource(String name, ImagePlus image, boolean each, Supplier<List<Candidate>> lister) {

	/** @throws TrrgException if there is no image */
	static StudySource of(final ImagePlus image, final SliceChoice choice) {
		final ImageStudy current = ImagePlusStudies.of(image, SliceChoice.CURRENT, "").get(0);
		final List<Integer> slices = choice == SliceChoice.CURRENT ? current.slices() : ImagePlusStudies.slices(image);
		final boolean one = choice == SliceChoice.VIEWS || slices.size() == 1;
		return new StudySource(image.getTitle(), image, !one, () -> one ? List.of(candidate(image, slices)) : slices.stream().map(slice -> candidate(image, List.of(
			slice))).toList());
	}

	/** The image files of a folder, a study each, whose slices are its views. */
	static StudySource ofFolder(final Path folder) {
		return new StudySource(folder.toString(), null, false, () -> {
			final List<Path> files = FolderSearch.images(folder);
			if (files.isEmpty()) throw new TrrgException("There is no image in " + folder + ". Choose a folder of radiographs.");
			final Map<String, Long> names = files.stream().map(StudySource::name).collect(Collectors.groupingBy(DatasetImages::id, Collectors.counting()));
			final List<Candidate> candidates = new ArrayList<>();
			for (final Path file : files) {
				final String id = DatasetImages.id(name(file));
				candidates.add(new Candidate(file.toString(), name(file), names.get(id) > 1 ? name(file) : id, file, List.of()));
			}
			return candidates;
		});
	}

	private static String name(final Path file) {
		return file.getFileName().toString();
	}

	private static Candidate candidate(final ImagePlus image, final List<Integer> slices) {
		final boolean all = slices.size() == image.getStackSize();
		final String name = slices.size() == 1 ? ImagePlusStudies.name(image, slices.get(0)) : image.getTitle();
		return new Candidate(place(image, slices) + (all ? "" : " #" + slices.get(0)), name, DatasetImages.id(name), null, slices);
	}

	private static String place(final ImagePlus image, final List<Integer> slices) {
		final FileInfo info = image.getOriginalFileInfo();
		if (info != null && info.directory != null && info.fileName != null && !info.fileName.isBlank()) return Path.of(info.directory, info.fileName).toAbsolutePath()
			.normalize().toString();
		return image.getTitle() + " " + Integer.toHexString(Seen.hash(ImagePlusStudies.ofSlices(image, slices, "")));
	}

	/** Whether that is the same image, read in the same way, or the same folder. */
	boolean isSame(final StudySource other) {
		return image == other.image && each == other.each && name.equals(other.name);
	}

	/** The image of a study, as it is in its file; throws if it cannot be read, or is a closed image. */
	ImagePlus read(final Candidate candidate) {
		if (candidate.file() != null) return RadiographReader.open(candidate.file());
		if (image.getProcessor() == null) throw new TrrgException(Texts.get("annotate.error.closed"));
		return image;
	}

	/** The study on its image, with its pixels. */
	static ImageStudy study(final ImagePlus image, final Candidate candidate) {
		return ImagePlusStudies.ofSlices(image, candidate.slices().isEmpty() ? ImagePlusStudies.slices(image) : candidate.slices(), "");
	}
}
