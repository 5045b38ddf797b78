package io.github.trrg.report;

import java.util.Locale;
import java.util.Optional;

/** The 14 observations of the CheXpert labeler (Irvin et al., AAAI 2019), in its order. */
public enum Finding {
	NO_FINDING("No Finding"),
	ENLARGED_CARDIOMEDIASTINUM("Enlarged Cardiomediastinum"),
	CARDIOMEGALY("Cardiomegaly"),
	LUNG_LESION("Lung Lesion"),
	LUNG_OPACITY("Lung Opacity"),
	EDEMA("Edema"),
	CONSOLIDATION("Consolidation"),
	PNEUMONIA("Pneumonia"),
	ATELECTASIS("Atelectasis"),
	PNEUMOTHORAX("Pneumothorax"),
	PLEURAL_EFFUSION("Pleural Effusion"),
	PLEURAL_OTHER("Pleural Other"),
	FRACTURE("Fracture"),
	SUPPORT_DEVICES("Support Devices");

	private final String title;

	Finding(final String title) {
		this.title = title;
	}

	/** The labeler's own spelling ("Pleural Effusion"). */
	public String title() {
		return title;
	}

	/** The name a disease of this finding has in a model folder ("pleural effusion"). */
	public String diseaseName() {
		return title.toLowerCase(Locale.ROOT);
	}

	/** @return the finding of this title or disease name, in any case; empty for diseases the labeler does not know */
	public static Optional<Finding> of(final String name) {
		for (final Finding finding : values())
			if (finding.title.equalsIgnoreCase(name)) return Optional.of(finding);
		return Optional.empty();
	}
}
