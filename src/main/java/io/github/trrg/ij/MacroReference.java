package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** How each command is written in a macro, generated from the inputs it declares. */
public final class MacroReference {

	private static final String CALLS = """
		Read from macros, also without a display:
		  call("io.github.trrg.ij.TrrgMacro.lastReport")                     text of the last report
		  call("io.github.trrg.ij.TrrgMacro.lastReportJson")                 the same with clues and warnings
		  call("io.github.trrg.ij.TrrgMacro.clueProbability", disease)       0 to 1
		  call("io.github.trrg.ij.TrrgMacro.generateReport", path, options)  options as of Generate Report...
		  call("io.github.trrg.ij.TrrgMacro.open", path)                     open() for machines without a display
		  call("io.github.trrg.ij.TrrgMacro.run", label, options)            any command on the current image
		""";

	private MacroReference() {}

	public static String text(final Context context) {
		return Commands.list(context).stream().map(info -> of(context, info)).collect(Collectors.joining("\n")) + "\n" + CALLS;
	}

	private static String of(final Context context, final CommandInfo info) {
		final Module module = context.service(ModuleService.class).createModule(info);
		final List<ModuleItem<?>> inputs = CommandInputs.of(module);
		final List<String> example = new ArrayList<>();
		final StringBuilder keys = new StringBuilder();
		for (final ModuleItem<?> input : inputs) {
			final String value = defaultText(module, input);
			if (!value.isEmpty()) example.add(input.getName() + "=" + (value.contains(" ") ? "[" + value + "]" : value));
			keys.append(String.format("    %-13s %s%s%n", input.getName(), input.getDescription(), value.isEmpty() ? "" : " (default: " + value + ")"));
			if (!CommandInputs.choices(input).isEmpty()) keys.append(String.format("    %-13s %s%n", "", String.join(" | ", CommandInputs.choices(input))));
		}
		return "run(\"" + Commands.label(info) + "\"" + (example.isEmpty() ? "" : ", \"" + String.join(" ", example) + "\"") + ");\n" + keys;
	}

	private static String defaultText(final Module module, final ModuleItem<?> input) {
		final Object value = module.getInput(input.getName());
		return value == null ? "" : value.toString();
	}
}
