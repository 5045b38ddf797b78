package io.github.trrg.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.ij.TypedText;
import io.github.trrg.ui.AnnotateWindow;

/** Opens the window in which studies are labeled, described and added to a data set. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Annotate...", weight = 6) })
public final class Annotate extends TrrgCommand {

	@Parameter
	private TrrgSession session;

	@Parameter(label = "Read", description = "which slices, and how they belong together", choices = { SliceChoice.CURRENT_SLICE,
		SliceChoice.EACH_SLICE, SliceChoice.ALL_VIEWS })
	private String slices = SliceChoice.EACH_SLICE;

	@Parameter(label = "Image", description = "title of an open image; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Folder (blank: the active image)", description = "folder of radiographs, a study each, instead of an image", style = "directory",
		required = false, persist = false)
	private File folder;

	@Parameter(label = "Data set (blank: the last one)", description = "folder that studies are added to; an empty or new one begins a data set",
		style = "directory", required = false, persist = false)
	private File dataset;

	@Override
	protected void execute() {
		if (GraphicsEnvironment.isHeadless()) throw new TrrgException("The annotation window needs a display. Without one use Add To Data Set... .");
		final SliceChoice choice = SliceChoice.of(slices);
		final Path data = TypedText.path(dataset), images = TypedText.path(folder);
		onEventThread(() -> {
			if (images == null) AnnotateWindow.open(session, image, choice, data);
			else AnnotateWindow.openFolder(session, images, data);
		});
	}

	private static void onEventThread(final Runnable action) {
		if (EventQueue.isDispatchThread()) {
			action.run();
			return;
		}
		try {
			EventQueue.invokeAndWait(action);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw e.getCause() instanceof TrrgException complaint ? complaint : new IllegalStateException(e.getCause());
		}
	}
}
