package io.github.trrg.ij;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/** The commands of this project show their results themselves; their outputs are for scripts. So that Fiji does not show them a second time. */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public final class ShownOutputs extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!Commands.isOurs(module.getInfo().getDelegateClassName())) return;
		for (final ModuleItem<?> output : module.getInfo().outputs())
			module.resolveOutput(output.getName());
	}
}
