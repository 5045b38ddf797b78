package io.github.trrg.convert;

import java.util.function.Function;

/** A form in which a public data set is published. */
public enum SourceForm {

	/** Indiana University's reports in XML and images, as Open-i has them. */
	OPENI(OpenIReader::new),
	/** R2Gen's {@code annotation.json}. */
	R2GEN(R2GenReader::new),
	/** Indiana University's reports as CSV, as they are on Kaggle. */
	KAGGLE(KaggleReader::new),
	/** MIMIC-CXR and MIMIC-CXR-JPG. */
	MIMIC(MimicReader::new),
	/** CheXpert's images and labels. */
	CHEXPERT(ChexpertReader::new),
	/** ChestX-ray14 of the NIH. */
	NIH(NihReader::new);

	/** Gives the studies of a source, one after the other. */
	interface Reader {

		void read(Intake intake);
	}

	private final Function<ConversionSettings, Reader> maker;

	SourceForm(final Function<ConversionSettings, Reader> maker) {
		this.maker = maker;
	}

	/** @throws io.github.trrg.common.TrrgException if the source lacks a file that everything rests on */
	Reader reader(final ConversionSettings settings) {
		return maker.apply(settings);
	}
}
