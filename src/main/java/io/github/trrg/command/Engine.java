package io.github.trrg.command;

import java.awt.GraphicsEnvironment;
import java.io.File;

import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import ij.IJ;
import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Diagnosis;
import io.github.trrg.engine.EngineDownload;
import io.github.trrg.engine.EngineInstaller;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.TextOutput;
import io.github.trrg.ij.TypedText;

/** Says what this computer offers for computing, what is used of it and why; on request installs and chooses the engine for GPUs. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Engine...", weight = 14) })
public final class Engine extends TrrgCommand {

	private static final String TELL = "tell what is used", DOWNLOAD = "download the engine for GPUs", FOLDER = "use the PyTorch in the folder below",
			CPU = "use the CPU engine", GPU = "use the GPU engine again", REMOVE = "remove the GPU engine";

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter(label = "Action", description = "what to do; all but the first takes effect at the next start", choices = { TELL, DOWNLOAD, FOLDER, CPU, GPU, REMOVE }, persist = false)
	private String action = TELL;

	@Parameter(label = "Folder of PyTorch 2.7.1", description = "folder of its libraries, or the torch, site-packages or environment folder of a Python", style = "directory",
		required = false, persist = false)
	private File folder;

	@Override
	protected void execute() {
		final EngineInstaller installer = EngineInstaller.standard();
		final String done;
		try (ImageJProgress progress = new ImageJProgress("Engine", tasks, status)) {
			done = switch (action) {
				case TELL -> "";
				case DOWNLOAD -> download(installer, progress);
				case FOLDER -> installer.use(TypedText.folder(folder, "folder"), progress);
				case CPU -> installer.useCpu();
				case GPU -> installer.useGpu(progress);
				case REMOVE -> installer.remove();
				default -> throw new TrrgException("There is no action \"" + action + "\". Use one of: " + String.join(", ", TELL, DOWNLOAD, FOLDER, CPU, GPU, REMOVE) + ".");
			};
		}
		final Diagnosis diagnosis = Diagnosis.now();
		TextOutput.show("TRRG Engine", (done.isEmpty() ? "" : done + "\n") + diagnosis.summary() + "\n\n" + diagnosis.text());
	}

	/** A macro that asks for it has agreed; whoever clicks is told the size first. */
	private static String download(final EngineInstaller installer, final ImageJProgress progress) {
		final EngineDownload.Plan plan = installer.plan();
		if (IJ.isMacro() || GraphicsEnvironment.isHeadless() || IJ.showMessageWithCancel("Engine", "Download this?\n \n" + plan)) return installer.install(plan, progress);
		return "Nothing was downloaded.";
	}
}
