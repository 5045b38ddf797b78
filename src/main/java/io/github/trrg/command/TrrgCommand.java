package io.github.trrg.command;

import java.awt.GraphicsEnvironment;
import java.util.concurrent.CancellationException;

import org.scijava.Cancelable;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import io.github.trrg.common.TrrgException;

/** What all commands share: a complaint becomes the reason of a cancelation, and a macro ends there. */
abstract class TrrgCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Override
	public final void run() {
		run(this::execute, this, log);
	}

	/** @throws TrrgException to complain, with nothing half done */
	protected abstract void execute();

	static void run(final Runnable work, final Cancelable command, final LogService log) {
		try {
			work.run();
		}
		catch (final TrrgException e) {
			log.error(e.getMessage());
			stop(command, e.getMessage());
		}
		catch (final CancellationException e) {
			stop(command, "");
		}
	}

	private static void stop(final Cancelable command, final String reason) {
		command.cancel(reason);
		// Fiji waits for the command on another thread and would go on with the next line. On the macro's own thread, the bridge ends it.
		if (IJ.isMacro() && !Thread.currentThread().getName().endsWith("Macro$")) Macro.abort();
	}

	/** Shows an image where there is a display, and in batch mode and headless macros makes it the current one. */
	static void show(final ImagePlus image) {
		if (IJ.isMacro() || !GraphicsEnvironment.isHeadless()) image.show();
	}
}
