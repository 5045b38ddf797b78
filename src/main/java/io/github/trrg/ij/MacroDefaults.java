package io.github.trrg.ij;

import java.awt.GraphicsEnvironment;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

import ij.IJ;

/**
 * In macros, without a display, and for commands whose menu item promises no dialog, inputs that were not given have their declared defaults:
 * no dialog opens, and what a user typed in an earlier session does not leak in. Comes before SciJava loads such values.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 2)
public final class MacroDefaults extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!Commands.isOurs(module.getInfo().getDelegateClassName())) return;
		if (Commands.asks(module) && !IJ.isMacro() && !GraphicsEnvironment.isHeadless()) return;
		CommandInputs.of(module).forEach(input -> module.resolveInput(input.getName()));
	}
}
