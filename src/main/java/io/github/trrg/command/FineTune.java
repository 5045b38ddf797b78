package io.github.trrg.command;

import java.io.File;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import io.github.trrg.clue.Disease;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.Training;
import io.github.trrg.train.TrainingRequest;
import io.github.trrg.ui.WatchedTraining;

/** Trains a model further on a data set, in a window where curves are watched. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = Training.FINE_TUNE, weight = 10) })
public final class FineTune extends TrrgCommand {

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter(label = "Train", description = "what is changed; auto decides by the number of studies, and says so", choices = { "auto", "perception", "clue modules",
		"language model", "clue modules and language model", "everything" })
	private String train = "auto";

	@Parameter(label = "Learn to write", description = "which text of the studies", choices = { "report", "impression", "both" })
	private String target = "report";

	@Parameter(label = "Use regions", description = "teach the clues to look where regions were drawn")
	private boolean regions = true;

	@Parameter(label = "Epochs (blank: the model's)", description = "passes over the data per stage", persist = false)
	private String epochs = "";

	@Parameter(label = "Seed (blank: the model's)", description = "of every random choice", persist = false)
	private String seed = "";

	@Parameter(label = "Time such as 90m (blank: no limit)", description = "such as 90m or 1h30m; then the best weights so far are kept", persist = false)
	private String time = "";

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = "Precision", description = "of the products; auto: the best of the device", choices = { "auto", "float32", "bfloat16" })
	private String precision = "auto";

	@Parameter(label = "Resume an interrupted training", description = "go on with the training of the new model, told the same as when it began", persist = false)
	private boolean resume = false;

	@Parameter(label = "Base model (blank: the current one)", description = "name or folder of the model to begin with", columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(label = "Add diseases (blank: none)", description = "name:what states presence:what states absence; several are separated by semicolons", columns = 24,
		required = false, persist = false)
	private String diseases = "";

	@Parameter(label = "Data set", description = "folder of the data set", style = "directory", required = false, persist = false)
	private File dataset;

	@Parameter(label = "New model (blank: named after both)", description = "name of the new model, which goes to the user's models, or path of its folder", columns = 24,
		required = false, persist = false)
	private String output = "";

	/** Folder of the new model. */
	@Parameter(type = ItemIO.OUTPUT)
	private File trained;

	@Override
	protected void execute() {
		final FineTuningPlan plan = new FineTuningPlan(Trainable.of(train), TargetText.of(target), Disease.parseAll(diseases), regions ? RoiFiles::inside : null);
		final TrainingRequest request = new TypedTraining(epochs, seed, time, device, precision, resume, model, dataset, output).request();
		try (ImageJProgress progress = new ImageJProgress("Fine-Tune", tasks, status)) {
			WatchedTraining.run(request, progress, watch -> Training.fineTune(request, plan, watch));
		}
		trained = request.out().toFile();
	}
}
