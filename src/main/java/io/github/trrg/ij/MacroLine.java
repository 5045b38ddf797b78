package io.github.trrg.ij;

import java.awt.Rectangle;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import io.github.trrg.common.MacroOptions;

/** A command call as it stands in a macro, for windows that do their work without running commands. */
public final class MacroLine {

	private final String label;
	private final MacroOptions options = new MacroOptions();

	/** @param label as in the menu, "Generate Report..." */
	public MacroLine(final String label) {
		this.label = label;
	}

	/** Adds a key unless its value is blank. Brackets that a macro cannot hold become parentheses. */
	public MacroLine with(final String key, final Object value) {
		final String text = String.valueOf(value).replaceAll("\\p{Cntrl}+", " ").strip();
		if (!text.isEmpty()) options.with(key, MacroOptions.canHold(text) ? text : text.replace('[', '(').replace(']', ')'));
		return this;
	}

	/** What {@code run} takes as its second argument. */
	public String options() {
		return options.toString();
	}

	/** The line in the language of ImageJ macros. */
	@Override
	public String toString() {
		return options.run(label);
	}

	/** Adds the line to what ImageJ's recorder has, if it is on. */
	public void record() {
		if (Recorder.record) Recorder.recordString((Recorder.scriptMode() ? "IJ." : "") + this + "\n");
	}

	/** Records which image is meant, and which slice of a stack. */
	public static void recordPlace(final ImagePlus image) {
		if (!Recorder.record) return;
		final boolean script = Recorder.scriptMode(), stack = image.getStackSize() > 1;
		final String title = MacroOptions.string(image.getTitle()), slice = "(" + image.getCurrentSlice() + ");\n";
		Recorder.recordString(script ? "IJ.selectWindow(" + title + ");\nimp = IJ.getImage();\n" + (stack ? "imp.setSlice" + slice : "") : "selectImage(" + title +
			");\n" + (stack ? "setSlice" + slice : ""));
	}

	/** Records the selection of an image, which ImageJ itself records only while it is drawn. */
	public static void recordSelection(final Roi roi) {
		final Rectangle bounds = roi.getBounds();
		final String plain = roi.getType() == Roi.RECTANGLE ? "makeRectangle" : roi.getType() == Roi.OVAL ? "makeOval" : null;
		if (plain == null) Recorder.recordRoi(roi);
		else Recorder.record(plain, bounds.x, bounds.y, bounds.width, bounds.height);
		if (roi.getName() != null) Recorder.recordString((Recorder.scriptMode() ? "imp.getRoi()" : "Roi") + ".setName(" + MacroOptions.string(roi.getName()) +
			");\n");
	}
}
