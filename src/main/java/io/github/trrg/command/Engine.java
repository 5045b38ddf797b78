package io.github.trrg.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import io.github.trrg.engine.Diagnosis;
import io.github.trrg.ij.TextOutput;

/** Says what this computer offers for computing, what is used of it and why. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Engine...", weight = 14) })
public final class Engine extends TrrgCommand {

	@Override
	protected void execute() {
		TextOutput.show("TRRG Engine", Diagnosis.now().text());
	}
}
