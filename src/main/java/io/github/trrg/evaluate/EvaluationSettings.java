package io.github.trrg.evaluate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import io.github.trrg.common.TrrgException;
import io.github.trrg.report.ReportCleaning;

/**
 * What is evaluated on what.
 *
 * @param dataset folder of the data set
 * @param split to score
 * @param clean how both sides are made alike before texts are compared: r2gen, r2gen-mimic or none
 * @param model name or folder of the model that writes the reports, blank for the current one; not used with predictions
 * @param predictions file of reports to score instead, or null
 * @param compare what to compare with: a file of predictions, a folder of results that holds one, or the name or folder of a model; blank for nothing
 * @param boxes CSV file of boxes, or null
 */
public record EvaluationSettings(Path dataset, String split, String clean, String model, Path predictions, String compare, Path boxes) {

	private static final Map<String, ReportCleaning> CLEANINGS = Map.of("r2gen", ReportCleaning.R2GEN_IU, "r2gen-mimic", ReportCleaning.R2GEN_MIMIC, "none",
		ReportCleaning.NONE);

	/** @throws TrrgException if the cleaning is unknown, or a model and predictions are given */
	public EvaluationSettings {
		cleaning(clean);
		if (predictions != null && !model.isBlank()) throw new TrrgException("Either a model writes the reports, or they are read from a file of predictions:" +
			" leave out one.");
	}

	ReportCleaning cleaning() {
		return cleaning(clean);
	}

	private static ReportCleaning cleaning(final String name) {
		final ReportCleaning cleaning = CLEANINGS.get(name.toLowerCase(Locale.ROOT));
		if (cleaning == null) throw new TrrgException("Unknown cleaning \"" + name + "\". Use r2gen, r2gen-mimic or none.");
		return cleaning;
	}
}
