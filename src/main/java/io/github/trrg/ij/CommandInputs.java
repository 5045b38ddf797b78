package io.github.trrg.ij;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import io.github.trrg.common.TrrgException;

/**
 * The inputs of a command as macros write them: {@code key=value} with the input's name as key, text with spaces in brackets. What
 * Fiji records is understood, and so is a bare {@code flag} as plain ImageJ records it.
 */
final class CommandInputs {

	private CommandInputs() {}

	/** The inputs a user or a macro can set, in their order. */
	static List<ModuleItem<?>> of(final Module module) {
		final List<ModuleItem<?>> inputs = new ArrayList<>();
		for (final ModuleItem<?> input : module.getInfo().inputs())
			if (!Service.class.isAssignableFrom(input.getType()) && !Context.class.isAssignableFrom(input.getType())) inputs.add(input);
		return inputs;
	}

	/**
	 * @param options of the macro's {@code run} call, may be empty
	 * @return value by input name; inputs without a key are left out, but an image without a key is the current one
	 * @throws TrrgException if a value is not what the input takes
	 */
	static Map<String, Object> parse(final Module module, final String options) {
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final ModuleItem<?> input : of(module)) {
			final String key = input.getName();
			final String text = Macro.getValue(options, key, null);
			final Object value = text != null ? value(input, text) : isFlag(input, options) ? Boolean.TRUE : isImage(input) ? WindowManager.getCurrentImage() : null;
			if (value != null) values.put(key, value);
		}
		return values;
	}

	/** A bare word outside of brackets and apostrophes, as GenericDialog records a checkbox. */
	private static boolean isFlag(final ModuleItem<?> input, final String options) {
		if (!isBoolean(input)) return false;
		final StringBuilder outside = new StringBuilder();
		int depth = 0;
		for (final char c : options.replaceAll("='[^']*'", "=").toCharArray()) {
			if (c == '[') depth++;
			if (depth == 0) outside.append(c);
			if (c == ']' && depth > 0) depth--;
		}
		return List.of(outside.toString().split(" +")).contains(input.getName());
	}

	private static Object value(final ModuleItem<?> input, final String text) {
		final Class<?> type = input.getType();
		if (isImage(input)) return image(text);
		if (type == File.class) return text.isBlank() ? null : new File(text);
		if (type == String.class) return text;
		if (isBoolean(input)) return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "1" -> true;
			case "false", "0" -> false;
			default -> throw wrong(input, text, "true or false");
		};
		try {
			if (type == int.class) return Integer.valueOf(text);
			if (type == long.class) return Long.valueOf(text);
			if (type == double.class) return Double.valueOf(text);
		}
		catch (final NumberFormatException e) {
			throw wrong(input, text, type == double.class ? "a number" : "a whole number");
		}
		throw new IllegalStateException("Input " + input.getName() + " is of a type macros cannot write: " + type);
	}

	private static ImagePlus image(final String titleOrId) {
		final ImagePlus byTitle = WindowManager.getImage(titleOrId);
		if (byTitle != null) return byTitle;
		try {
			final ImagePlus byId = WindowManager.getImage(Integer.parseInt(titleOrId));
			if (byId != null) return byId;
		}
		catch (final NumberFormatException e) {
			// Not a number, so not an ID either.
		}
		throw new TrrgException("There is no open image \"" + titleOrId + "\". Open it first, or leave image out for the current one.");
	}

	private static TrrgException wrong(final ModuleItem<?> input, final String text, final String expected) {
		return new TrrgException(input.getName() + " must be " + expected + ", got \"" + text + "\".");
	}

	static boolean isImage(final ModuleItem<?> input) {
		return input.getType() == ImagePlus.class;
	}

	static boolean isBoolean(final ModuleItem<?> input) {
		return input.getType() == boolean.class;
	}

	/** What there is to choose from; empty for what is typed. */
	static List<String> choices(final ModuleItem<?> input) {
		return input.getChoices() == null ? List.of() : input.getChoices().stream().map(String::valueOf).toList();
	}
}
