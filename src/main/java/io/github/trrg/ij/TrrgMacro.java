package io.github.trrg.ij;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.ReportJson;

/**
 * What macros call to read results, and to run commands where {@code run()} does not work: in plain ImageJ without a display. Used
 * like {@code call("io.github.trrg.ij.TrrgMacro.lastReport")}. An error is logged and ends the macro.
 */
public final class TrrgMacro {

	/** Unlike other results, a macro that does not use it does not print it. */
	private static final String NOTHING = "";

	private TrrgMacro() {}

	/** Text of the report written last. */
	public static String lastReport() {
		return guarded(() -> last().report().text());
	}

	/** The report written last with clues, contradictions, warnings and provenance, as JSON. */
	public static String lastReportJson() {
		return guarded(() -> ReportJson.of(last().study().study().id(), last().report()).toString());
	}

	/** Probability of a disease in the study reported last, 0 to 1; for {@code parseFloat}. */
	public static String clueProbability(final String disease) {
		return guarded(() -> last().report().clues().stream().filter(clue -> clue.disease().name().equalsIgnoreCase(disease.strip())).findFirst().map(
			Clue::probability).map(String::valueOf).orElseThrow(() -> new TrrgException("The model knows no disease \"" + disease + "\". It knows " + String.join(", ",
				last().report().clues().stream().map(clue -> clue.disease().name()).toList()) + ".")));
	}

	/** Writes the report of an image file with the current model. */
	public static String generateReport(final String path) {
		return generateReport(path, "");
	}

	/** @param options as of {@code run("Generate Report...", options)} */
	public static String generateReport(final String path, final String options) {
		return guarded(() -> {
			final Module module = Commands.get().moduleByLabel("Generate Report...");
			final Map<String, Object> values = new LinkedHashMap<>(CommandInputs.parse(module, options));
			values.put("image", RadiographReader.open(Path.of(path)));
			return Commands.get().run(module, values) ? last().report().text() : NOTHING;
		});
	}

	/** Opens an image file and makes it the current one, also where {@code open()} fails for lack of a display. */
	public static String open(final String path) {
		return guarded(() -> {
			final ImagePlus image = RadiographReader.open(Path.of(path));
			image.show();
			return NOTHING;
		});
	}

	/** Runs a command of the menu with its defaults. */
	public static String run(final String label) {
		return run(label, "");
	}

	/**
	 * Runs a command of the menu on the current image.
	 *
	 * @param label as in the menu, "Show Clue Attention..."
	 * @param options as of {@code run(label, options)}
	 */
	public static String run(final String label, final String options) {
		return guarded(() -> {
			final Module module = Commands.get().moduleByLabel(label);
			Commands.get().run(module, CommandInputs.parse(module, options));
			return NOTHING;
		});
	}

	/** The keys of every command. */
	public static String help() {
		return guarded(() -> MacroReference.text(Commands.get().context()));
	}

	private static TrrgSession.Written last() {
		return Commands.get().session().requireLast();
	}

	private static String guarded(final Supplier<String> call) {
		try {
			return call.get();
		}
		catch (final TrrgException e) {
			IJ.log("TRRG: " + e.getMessage());
			if (Interpreter.getInstance() != null) Interpreter.getInstance().abortMacro();
			return NOTHING;
		}
	}
}
