package io.github.trrg.ij;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.Macro;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import io.github.trrg.common.TrrgException;

/**
 * Runs this project's SciJava commands in plain ImageJ, which knows them from {@code plugins.config}: asks for their inputs in a
 * dialog, or takes them from the macro, under the keys that Fiji uses. Fiji runs the commands itself and never comes here.
 */
public final class CommandBridge implements PlugIn {

	/** @param className of the command */
	@Override
	public void run(final String className) {
		try {
			final Module module = Commands.get().module(className);
			final boolean macro = IJ.isMacro();
			final Map<String, Object> values = macro || !Commands.asks(module) ? CommandInputs.parse(module, Objects.requireNonNullElse(Macro.getOptions(), "")) : ask(module);
			if (values == null) return;
			if (!Commands.get().run(module, values) && macro) Macro.abort();
		}
		catch (final TrrgException e) {
			IJ.error("TRRG", e.getMessage());
		}
	}

	/** @return null if the user canceled */
	private static Map<String, Object> ask(final Module module) {
		final Map<String, Object> values = new LinkedHashMap<>();
		final List<ModuleItem<?>> inputs = CommandInputs.of(module);
		inputs.stream().filter(CommandInputs::isImage).forEach(input -> values.put(input.getName(), WindowManager.getCurrentImage()));
		final List<ModuleItem<?>> asked = inputs.stream().filter(input -> !CommandInputs.isImage(input)).toList();
		if (asked.isEmpty()) return values;
		final GenericDialog dialog = new GenericDialog(module.getInfo().getTitle().replace("...", ""));
		asked.forEach(input -> add(dialog, module, input));
		dialog.addHelp(help(asked));
		dialog.showDialog();
		if (dialog.wasCanceled()) return null;
		asked.forEach(input -> values.put(input.getName(), answer(dialog, input)));
		if (Recorder.record) {
			// The dialog recorded the first words of its labels, and brackets as they are.
			Recorder.setCommand(null);
			line(module, values).record();
		}
		return values;
	}

	/** What Fiji tells as tool tips, as a page for the dialog's Help button. */
	static String help(final List<ModuleItem<?>> inputs) {
		return inputs.stream().map(input -> "<p><b>" + html(input.getLabel()) + "</b><br>" + html(input.getDescription()) + "</p>").collect(Collectors
			.joining("", "<html>", ""));
	}

	private static String html(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}

	private static void add(final GenericDialog dialog, final Module module, final ModuleItem<?> input) {
		final Object value = module.getInput(input.getName());
		final String label = input.getLabel();
		final List<String> choices = CommandInputs.choices(input);
		if (!choices.isEmpty()) dialog.addChoice(label, choices.toArray(String[]::new), String.valueOf(value));
		else if (CommandInputs.isBoolean(input)) dialog.addCheckbox(label, (Boolean) value);
		else if (input.getType() == File.class && "file".equals(input.getWidgetStyle())) dialog.addFileField(label, value == null ? "" : value.toString());
		else if (input.getType() == File.class) dialog.addDirectoryField(label, value == null ? "" : value.toString());
		else if (value instanceof Number number) dialog.addNumericField(label, number.doubleValue(), value instanceof Double ? 2 : 0);
		else dialog.addStringField(label, String.valueOf(value), input.getColumnCount());
	}

	/** The names of the inputs are the keys, as in Fiji. The image is the active one. */
	static MacroLine line(final Module module, final Map<String, Object> values) {
		final MacroLine line = new MacroLine(Commands.label(module.getInfo()));
		CommandInputs.of(module).stream().filter(input -> !CommandInputs.isImage(input) && values.get(input.getName()) != null).forEach(input -> line.with(input.getName(),
			values.get(input.getName())));
		return line;
	}

	private static Object answer(final GenericDialog dialog, final ModuleItem<?> input) {
		final Class<?> type = input.getType();
		if (!CommandInputs.choices(input).isEmpty()) return dialog.getNextChoice();
		if (CommandInputs.isBoolean(input)) return dialog.getNextBoolean();
		if (type == File.class || type == String.class) {
			final String text = dialog.getNextString();
			return type == String.class ? text : text.isBlank() ? null : new File(text);
		}
		final double number = dialog.getNextNumber();
		if (dialog.invalidNumber()) throw new TrrgException(input.getLabel() + " must be a number.");
		return type == double.class ? (Object) number : type == long.class ? (Object) (long) number : (Object) (int) number;
	}
}
