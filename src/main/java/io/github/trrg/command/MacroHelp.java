package io.github.trrg.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import io.github.trrg.ij.MacroReference;
import io.github.trrg.ij.TextOutput;

/** Shows how each command is written in a macro. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Macro Help", weight = 16) })
public final class MacroHelp extends TrrgCommand {

	@Override
	protected void execute() {
		TextOutput.show("TRRG Macro Help", MacroReference.text(context()));
	}
}
