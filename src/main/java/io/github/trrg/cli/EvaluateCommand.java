package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.Trrg;
import io.github.trrg.evaluate.Evaluated;
import io.github.trrg.evaluate.EvaluationSettings;
import io.github.trrg.evaluate.Evaluator;
import io.github.trrg.evaluate.ScoreRow;
import io.github.trrg.ij.RoiRegion;
import io.github.trrg.model.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg evaluate} */
@Command(name = "evaluate", description = { "Scores the reports of a model, or those of a file, against a split of a data set, beside simple baselines.",
	"A study that cannot be scored is named; exit code 1 tells that there is one." })
final class EvaluateCommand extends Subcommand {

	@Option(names = "--dataset", paramLabel = "DIR", required = true, description = "Data set folder: annotation.json in R2Gen form, and images.")
	private Path folder;

	@Option(names = "--split", paramLabel = "S", defaultValue = "val", description = "Split to score. Default: ${DEFAULT-VALUE}.")
	private String split;

	@Option(names = "--model", paramLabel = "DIR", defaultValue = "", description = "Model folder, or the name of an installed model. Default: the current model.")
	private String model;

	@Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu0, gpu1, ... Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--predictions", paramLabel = "FILE",
		description = { "Reports to score instead of a model's: JSON {id: text} or {id: [text]}, or CSV with columns",
		"id and report, such as reports.csv. No image is needed." })
	private Path predictions;

	@Option(names = "--compare", paramLabel = "FILE|DIR", defaultValue = "", description = { "Compare with another file of predictions, the results of another",
		"evaluation, or another model, on the same studies." })
	private String compare;

	@Option(names = "--boxes", paramLabel = "FILE",
		description = { "CSV of boxes to compare the maps of the clues with, with columns file, disease, x, y, w, h (or NIH's).",
		"Regions of the data set are used anyway." })
	private Path boxes;

	@Option(names = "--clean", paramLabel = "r2gen|r2gen-mimic|none", defaultValue = "r2gen",
		description = "How both sides are made alike before texts are compared. Default: ${DEFAULT-VALUE}.")
	private String clean;

	@Option(names = "--out", paramLabel = "DIR",
		description = "Write metrics.json, per_study.csv, report.html, and predictions.json if a model wrote the reports.")
	private Path out;

	@Option(names = "--json", description = "Print all numbers as JSON.")
	private boolean json;

	@Override
	public Integer call() {
		final EvaluationSettings settings = new EvaluationSettings(folder, split, clean, model, predictions, compare, boxes);
		final Evaluated evaluated;
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing was written.")) {
			evaluated = Evaluator.run(settings, (name, work) -> {
				try (Trrg trrg = Trrg.open(ModelStore.standard().find(name), device)) {
					work.accept(trrg);
				}
			}, RoiRegion::read, progress);
		}
		// Printed first: should the disk be full, hours of work are not lost with it.
		if (json) print(evaluated.metrics());
		else out().print(ScoreRow.table(evaluated.rows()));
		evaluated.problems().forEach(this::tell);
		if (out != null) evaluated.write(out);
		return evaluated.problems().isEmpty() ? Main.DONE : Main.SOME_FAILED;
	}
}
