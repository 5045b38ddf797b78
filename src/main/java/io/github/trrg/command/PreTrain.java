package io.github.trrg.command;

import java.io.File;
import java.util.Set;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.train.Training;
import io.github.trrg.train.TrainingRequest;
import io.github.trrg.ui.WatchedTraining;

/** Trains language model and perception of a recipe or model on a data set: all that comes before fine-tuning. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = Training.PRE_TRAIN, weight = 9) })
public final class PreTrain extends TrrgCommand {

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter(label = "Stages", description = "parts of pre-training to do now", choices = { "all", "language", "text", "contrast" })
	private String stage = "all";

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

	@Parameter(label = "Base model (blank: the current one)", description = "name or folder of a model or a recipe; what it lacks is made new", columns = 24, required = false, persist = false)
	private String model = "";

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
		final Set<String> stages = stage.equals("all") ? Set.of() : Set.of(stage);
		final TrainingRequest request = new TypedTraining(epochs, seed, time, device, precision, resume, model, dataset, output).request();
		try (ImageJProgress progress = new ImageJProgress("Pre-Train", tasks, status)) {
			WatchedTraining.run(request, progress, watch -> Training.pretrain(request, stages, watch));
		}
		trained = request.out().toFile();
	}
}
