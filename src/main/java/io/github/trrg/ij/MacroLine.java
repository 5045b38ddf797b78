package io.github.trrg.ij;

import java.util.LinkedHashMap;
import java.util.Map;

import ij.plugin.frame.Recorder;

/** A command call as it stands in a macro, for windows that do their work without running commands. */
public final class MacroLine {

	private final String label;
	private final Map<String, String> options = new LinkedHashMap<>();

	/** @param label as in the menu, "Generate Report..." */
	public MacroLine(final String label) {
		this.label = label;
	}

	/** Adds a key unless its value is blank. Brackets would end the value early and become parentheses. */
	public MacroLine with(final String key, final Object value) {
		final String text = String.valueOf(value).replace('[', '(').replace(']', ')').replaceAll("\\s+", " ").strip();
		if (!text.isEmpty()) options.put(key, text.contains(" ") ? "[" + text + "]" : text);
		return this;
	}

	/** What {@code run} takes as its second argument. */
	public String options() {
		final StringBuilder text = new StringBuilder();
		options.forEach((key, value) -> text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value));
		return text.toString();
	}

	/** The line in the language of ImageJ macros. */
	@Override
	public String toString() {
		return "run(" + quoted(label) + ", " + quoted(options()) + ");";
	}

	/** A text as it stands in macros and scripts. */
	public static String quoted(final String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	/** Adds the line to what ImageJ's recorder has, if it is on. */
	public void record() {
		if (Recorder.record) Recorder.recordString((Recorder.scriptMode() ? "IJ." : "") + this + "\n");
	}
}
