package io.github.trrg.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.github.trrg.common.TrrgException;

/**
 * What is to be converted, and how.
 *
 * @param source folder of the data set as it is published, or for R2Gen and CheXpert the file
 * @param images folder of the images; null for that of the source
 * @param reports folder of the report texts of MIMIC-CXR; null for the source
 * @param split file that says to which split studies belong; null for what the source says
 * @param labels file of labels of MIMIC-CXR; null for none
 * @param link whether images are linked instead of copied
 * @param verify whether each image is decoded completely
 */
public record ConversionSettings(SourceForm form, Path source, Path images, Path reports, Path split, Path labels, boolean link, boolean verify) {

	/** @throws TrrgException if the form has no use for something, or a file or folder is not there */
	public ConversionSettings {
		source = source.toAbsolutePath().normalize();
		final Path folder = Files.isRegularFile(source) ? source.getParent() : source;
		images = Objects.requireNonNullElse(images, folder).toAbsolutePath().normalize();
		if (form == SourceForm.MIMIC && Files.isDirectory(images.resolve(MimicReader.FILES))) images = images.resolve(MimicReader.FILES);
		reports = Objects.requireNonNullElse(reports, folder).toAbsolutePath().normalize();
		for (final Path needed : new Path[] { source, images, reports, split, labels })
			if (needed != null && !Files.exists(needed)) throw new TrrgException("There is no " + needed + ".");
		if (form != SourceForm.MIMIC && (labels != null || !reports.equals(folder)))
			throw new TrrgException("Only MIMIC-CXR has report texts and labels apart. Leave out --reports and --labels.");
		if (form == SourceForm.R2GEN && split != null) throw new TrrgException("R2Gen's annotation file has the splits. Leave out --split.");
		if (Files.isRegularFile(source) && form != SourceForm.R2GEN && form != SourceForm.CHEXPERT) throw new TrrgException(source +
			" is a file. Name the folder of the data set.");
	}

	/** What {@link #split} says; without it, that all is to be trained on. */
	Splits splits() {
		return split == null ? Splits.ALL_TRAIN : Splits.read(split);
	}
}
