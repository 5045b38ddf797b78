package io.github.trrg.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Options of a command in the language of ImageJ macros, {@code key=value key=[some words]}, such that ImageJ reads back each value as it is
 * ({@code ij.Macro.getValue}, which Fiji uses too).
 */
public final class MacroOptions {

	private final Map<String, String> values = new LinkedHashMap<>();

	public MacroOptions with(final String key, final String value) {
		values.put(key, value);
		return this;
	}

	/** Whether a value can be written: there is no escape for brackets that do not match beside an apostrophe. */
	public static boolean canHold(final String value) {
		return !value.matches("(?s).*\\p{Cntrl}.*") && (isWord(value) || isBalanced(value) || value.indexOf('\'') < 0);
	}

	/** Whether all values can be written, and none contains what ImageJ would take for the key of another. */
	public boolean canBeWritten() {
		return order().size() == values.size() && values.values().stream().allMatch(MacroOptions::canHold);
	}

	private static boolean isWord(final String value) {
		return !value.contains(" ") && !value.startsWith("[") && !value.startsWith("'");
	}

	private static boolean isBalanced(final String value) {
		int depth = 0;
		for (int i = 0; i < value.length() && depth >= 0; i++)
			depth += value.charAt(i) == '[' ? 1 : value.charAt(i) == ']' ? -1 : 0;
		return depth == 0;
	}

	private static String quoted(final String value) {
		return isWord(value) ? value : isBalanced(value) ? "[" + value + "]" : "'" + value + "'";
	}

	/**
	 * The keys as they were added, but each before the values that contain it: ImageJ takes the first {@code key=}, in brackets or not. Ends
	 * early where two values contain each other's keys.
	 */
	private List<String> order() {
		final List<String> order = new ArrayList<>(), left = new ArrayList<>(values.keySet());
		for (boolean found = true; found;) {
			found = left.stream().filter(key -> left.stream().noneMatch(other -> !other.equals(key) && contains(values.get(key), other))).findFirst().map(order::add)
				.orElse(false);
			left.removeAll(order);
		}
		return order;
	}

	private static boolean contains(final String value, final String key) {
		return value.matches("(?s)(.*\\P{L})?" + key + "=.*");
	}

	/** What {@code run} takes as its second argument. */
	@Override
	public String toString() {
		final List<String> keys = order();
		values.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
		return keys.stream().map(key -> key + "=" + quoted(values.get(key))).collect(Collectors.joining(" "));
	}

	/** The line of a macro that runs a command with these options. */
	public String run(final String label) {
		return "run(" + string(label) + ", " + string(toString()) + ");";
	}

	/** A text as a macro writes it, in quotation marks. */
	public static String string(final String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}
}
