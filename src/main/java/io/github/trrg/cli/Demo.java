package io.github.trrg.cli;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.ImageJ;
import io.github.trrg.ij.TrrgMacro;

/**
 * The main job at a glance: a synthetic radiograph, its report, its clues and where they lie. Opens ImageJ and leaves it open; without a
 * display it prints.
 */
public final class Demo {

	/** {@code call} works with and without a display, {@code run} only with one. */
	private static final String MACRO = """
		ok = call("io.github.trrg.ij.TrrgMacro.run", "Sample Radiograph", "findings=[left pleural effusion]");
		ok = call("io.github.trrg.ij.TrrgMacro.run", "Generate Report...", "overlay=true");
		""";

	private Demo() {}

	/** Ends the JVM with 0, or with 1 if no report was written; with a display, when the user quits ImageJ. */
	public static void main(final String... arguments) {
		System.setProperty("slf4j.internal.verbosity", "ERROR");
		final boolean headless = GraphicsEnvironment.isHeadless();
		if (!headless) new ImageJ().exitWhenQuitting(true);
		IJ.runMacro(MACRO);
		final boolean written = !TrrgMacro.lastReport().isEmpty();
		if (headless) System.exit(written ? 0 : 1);
		if (written) System.out.println(TrrgMacro.lastReport() + "\nImageJ stays open: look at Plugins>TRRG, and quit it when you are done.");
	}
}
