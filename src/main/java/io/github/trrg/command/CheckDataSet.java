package io.github.trrg.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import io.github.trrg.data.CheckedDataset;
import io.github.trrg.data.DatasetCheck;
import io.github.trrg.ij.CheckTables;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.TypedText;

/** Looks for what is wrong with a data set, counts its classes and proposes splits. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Check Data Set...", weight = 8) })
public final class CheckDataSet extends TrrgCommand {

	/** Where the proposed splits are written to, in the data set's folder. */
	private static final String PROPOSAL = "annotation_proposed.json";

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter(label = "Write proposed splits", description = "as new file " + PROPOSAL + " beside annotation.json, which stays as it is", persist = false)
	private boolean write_splits = false;

	@Parameter(label = "Data set", description = "folder of the data set", style = "directory", required = false, persist = false)
	private File dataset;

	@Parameter(type = ItemIO.OUTPUT)
	private CheckedDataset checked;

	@Override
	protected void execute() {
		final Path folder = TypedText.folder(dataset, "dataset");
		try (ImageJProgress progress = new ImageJProgress("Check Data Set", tasks, status)) {
			checked = DatasetCheck.of(folder, progress);
		}
		Path written = null;
		try {
			if (write_splits) checked.writeProposal(folder.resolve(PROPOSAL));
			written = write_splits ? folder.resolve(PROPOSAL) : null;
		}
		finally { // what was found is shown whether splits can be written or not
			CheckTables.show(checked, written);
		}
	}
}
