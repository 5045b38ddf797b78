package io.github.trrg.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import io.github.trrg.evaluate.Evaluated;
import io.github.trrg.evaluate.EvaluationSettings;
import io.github.trrg.evaluate.Evaluator;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.RoiRegion;
import io.github.trrg.ij.ScoreTable;
import io.github.trrg.ij.TypedText;

/** Scores a model, or a file of predictions, on a split of a data set, beside simple baselines. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Evaluate...", weight = 11) })
public final class Evaluate extends ModelCommand {

	@Parameter(label = "Clean texts as", description = "how both sides are made alike before texts are compared", choices = { "r2gen", "r2gen-mimic", "none" })
	private String clean = "r2gen";

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = "Split", description = "which studies of the data set; train, val, test or another name", persist = false)
	private String split = "val";

	@Parameter(label = "Model (blank: the current one)", description = "name or folder of a model; blank for the one chosen in Models...", columns = 24,
		required = false, persist = false)
	private String model = "";

	@Parameter(label = "Compare with (blank: nothing)", description = "a file of predictions, the output folder of another evaluation, or another model",
		columns = 24, required = false, persist = false)
	private String compare = "";

	@Parameter(label = "Predictions (blank: the model writes)",
		description = "file of reports to score instead: JSON {id: text}, or CSV with columns id and report", style = "file", required = false, persist = false)
	private File predictions;

	@Parameter(label = "Boxes (blank: none)", description = "CSV of boxes to compare the maps with: file, disease, x, y, w, h", style = "file", required = false,
		persist = false)
	private File boxes;

	@Parameter(label = "Data set", description = "folder of the data set", style = "directory", required = false, persist = false)
	private File dataset;

	@Parameter(label = "Output folder (blank: none)", description = "folder for metrics.json, per_study.csv and report.html", style = "directory",
		required = false, persist = false)
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private Evaluated evaluated;

	@Override
	protected void execute() {
		final EvaluationSettings settings = new EvaluationSettings(TypedText.folder(dataset, "dataset"), split.strip(), clean, model, TypedText.path(predictions),
			compare.strip(), TypedText.path(boxes));
		try (ImageJProgress progress = progress("Evaluate")) {
			evaluated = Evaluator.run(settings, (name, work) -> {
				try (ModelCache.Lease lease = open(name, device, progress)) {
					work.accept(lease.trrg());
				}
			}, RoiRegion::read, progress);
		}
		// Shown first: should the disk be full, hours of work are not lost with it.
		ScoreTable.show(evaluated);
		if (TypedText.path(output) == null) return;
		evaluated.write(TypedText.path(output));
		IJ.log("Tables, plots and examples are in " + TypedText.path(output).resolve("report.html"));
	}
}
