package io.github.trrg.ij;

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
}
