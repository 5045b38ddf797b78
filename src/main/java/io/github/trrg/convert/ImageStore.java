package io.github.trrg.convert;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.DatasetStream;

/** Puts images of a source into a data set, under the names that they have there, with their folders. */
final class ImageStore {

	private static final String IMAGES = "images/";

	private final DatasetStream dataset;
	private final ConversionSettings settings;
	private final Function<Path, BufferedImage> dicom;
	private final Map<DatasetStream.Kept, Long> counts = new EnumMap<>(DatasetStream.Kept.class);

	/** @param dicom reads a DICOM file, bright is dense */
	ImageStore(final DatasetStream dataset, final ConversionSettings settings, final Function<Path, BufferedImage> dicom) {
		this.dataset = dataset;
		this.settings = settings;
		this.dicom = dicom;
	}

	/** Where the images of the source lie. */
	Path root() {
		return settings.images();
	}

	/** How many images there are, by how they were put. */
	Map<DatasetStream.Kept, Long> counts() {
		return counts;
	}

	/**
	 * @return the name in the data set
	 * @throws Skipped if the image is missing or damaged, or taken by another study
	 */
	String put(final SourceStudy.Image image) {
		final Path file = image.file();
		if (file == null) throw new Skipped(Reason.MISSING_IMAGE, "There is no " + image.name() + " in " + root() + ".");
		if (ImageCheck.isDicom(file)) return putDicom(file);
		ImageCheck.check(file, settings.verify());
		try {
			counts.merge(dataset.put(file, name(file), settings.link()), 1L, Long::sum);
			return name(file);
		}
		catch (final IOException e) {
			throw failed(file, e);
		}
	}

	private String putDicom(final Path file) {
		try {
			final BufferedImage pixels = dicom.apply(file);
			final String name = DatasetStream.name(pixels, stem(name(file)));
			counts.merge(dataset.put(pixels, name), 1L, Long::sum);
			return name;
		}
		catch (final TrrgException e) {
			throw new Skipped(Reason.UNREADABLE_IMAGE, e.getMessage());
		}
		catch (final IOException e) {
			throw failed(file, e);
		}
	}

	/** That a disk is full is no fault of this image alone. */
	private static RuntimeException failed(final Path file, final IOException e) {
		if (e instanceof FileAlreadyExistsException) return new Skipped(Reason.DUPLICATE_IMAGE, "The data set has an image of this name already.");
		return new UncheckedIOException("cannot take over " + file + ": " + e, e);
	}

	/** Whether a file of the source was put. */
	boolean has(final Path file) {
		final String name = name(file);
		return dataset.has(name) || name.toLowerCase(Locale.ROOT).matches(".*\\.(dcm|dicom)") && (dataset.has(stem(name) + ".png") || dataset.has(stem(name) +
			".tif"));
	}

	/** A name must not begin with the folder it counts from: it could count from the data set's then. */
	private String name(final Path file) {
		String name = root().relativize(file).toString().replace('\\', '/');
		while (name.startsWith(IMAGES))
			name = name.substring(IMAGES.length());
		return name;
	}

	private static String stem(final String name) {
		return name.replaceFirst("\\.[^./]*$", "");
	}
}
