package io.github.trrg.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.ui.InspectorWindow;

/** Opens the window in which clues are looked at, doubted and corrected. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Inspect Clues...", weight = 3) })
public final class InspectClues extends TrrgCommand {

	@Parameter
	private TrrgSession session;

	@Parameter(label = "Image", description = "title of an open image; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Override
	protected void execute() {
		if (GraphicsEnvironment.isHeadless()) throw new TrrgException(
			"The clue inspector needs a display. Without one use Generate Report... with on, off and thresholds, and Ask About Region... .");
		EventQueue.invokeLater(() -> InspectorWindow.open(session, image));
	}
}
