package io.github.trrg.ij;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

import ij.IJ;
import io.github.trrg.common.TrrgException;

/** Finds and runs this project's commands where no SciJava application does it: in plain ImageJ and for macro calls. */
final class Commands {

	private static final String PACKAGE = "io.github.trrg.command.";

	private final Context context;
	/** Kept, as the event service holds its subscribers weakly. */
	private final StatusBar statusBar = new StatusBar();

	private Commands() {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// SciJava finds plugins by the context class loader, which in plain ImageJ does not see this jar.
		thread.setContextClassLoader(Commands.class.getClassLoader());
		try {
			// In Fiji that is the running context, in plain ImageJ a new one.
			context = (Context) IJ.runPlugIn(Context.class.getName(), "");
		}
		finally {
			thread.setContextClassLoader(before);
		}
		if (context == null) throw new TrrgException("The SciJava context did not start. Is scijava-common in the jars folder of ImageJ?");
		context.service(EventService.class).subscribe(statusBar);
	}

	private static final class Holder {

		private static final Commands INSTANCE = new Commands();
	}

	static Commands get() {
		return Holder.INSTANCE;
	}

	/** Whether a module is a command of this project. */
	static boolean isOurs(final String className) {
		return className.startsWith(PACKAGE);
	}

	/** All commands of this project that stand in the menu, in its order. */
	static List<CommandInfo> list(final Context context) {
		return context.service(CommandService.class).getCommands().stream().filter(info -> isOurs(info.getClassName())).sorted(Comparator.comparingDouble(
			info -> info.getMenuPath().getLeaf().getWeight())).toList();
	}

	/** The menu label, "Generate Report...". */
	static String label(final ModuleInfo info) {
		return info.getMenuPath().getLeaf().getName();
	}

	/** Whether its menu item ends in dots, so that users expect a dialog; others run at once. */
	static boolean asks(final Module module) {
		return label(module.getInfo()).endsWith("...");
	}

	TrrgSession session() {
		return context.service(TrrgSession.class);
	}

	Context context() {
		return context;
	}

	/** @param className of the command; @throws TrrgException if there is none */
	Module module(final String className) {
		final CommandInfo info = context.service(CommandService.class).getCommand(className);
		if (info == null) throw new TrrgException("There is no command " + className + ". Is TRRG installed completely?");
		return module(info);
	}

	Module moduleByLabel(final String label) {
		final List<CommandInfo> commands = list(context);
		return module(commands.stream().filter(info -> label(info).equalsIgnoreCase(label.strip())).findFirst().orElseThrow(() -> new TrrgException(
			"There is no command \"" + label + "\". Commands are " + String.join(", ", commands.stream().map(Commands::label).toList()) + ".")));
	}

	private Module module(final CommandInfo info) {
		final Module module = context.service(ModuleService.class).createModule(info);
		try {
			module.initialize(); // offers the choices that are known only now
			return module;
		}
		catch (final MethodCallException e) {
			throw new TrrgException(label(info) + " could not start: " + e.getMessage(), e);
		}
	}

	/**
	 * Runs a command on this thread; inputs not given have their defaults.
	 *
	 * @throws TrrgException if the command complains
	 * @return false if the user canceled
	 */
	boolean run(final Module module, final Map<String, Object> values) {
		values.forEach(module::setInput);
		CommandInputs.of(module).forEach(input -> module.resolveInput(input.getName()));
		final PluginService plugins = context.service(PluginService.class);
		new ModuleRunner(context, module, plugins.createInstancesOfType(PreprocessorPlugin.class), plugins.createInstancesOfType(PostprocessorPlugin.class)).run();
		final Cancelable outcome = (Cancelable) module;
		if (!outcome.isCanceled()) return true;
		if (outcome.getCancelReason().isEmpty()) return false;
		throw new TrrgException(outcome.getCancelReason());
	}

	/** Shows in plain ImageJ what Fiji shows by itself. */
	private static final class StatusBar {

		@EventHandler
		private void onEvent(final StatusEvent event) {
			if (event.isWarning()) return; // reported by whoever ran the command
			if (event.getStatusMessage() != null) IJ.showStatus(event.getStatusMessage());
			if (event.getProgressMaximum() > 0) IJ.showProgress(event.getProgressValue(), event.getProgressMaximum());
		}
	}
}
