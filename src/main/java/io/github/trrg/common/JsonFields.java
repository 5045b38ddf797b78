package io.github.trrg.common;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * A JSON object whose fields are checked as they are read. Every complaint is a {@link TrrgException} that names source and
 * field ({@code vision.embed_dim}). A field that is null counts as absent.
 */
public final class JsonFields {

	/** Largest size ({@link #requireSize}) of anything. */
	public static final int MAX_SIZE = 1 << 24;

	private static final Gson STRICT = new Gson();

	private final String source;
	private final String prefix;
	private final JsonObject json;

	private JsonFields(final String source, final String prefix, final JsonObject json) {
		this.source = source;
		this.prefix = prefix;
		this.json = json;
	}

	/** @throws TrrgException if the file is missing, unreadable or not one JSON object */
	public static JsonFields read(final Path file) {
		if (!Files.isRegularFile(file)) throw new TrrgException("There is no " + file.getFileName() + " in " + file.toAbsolutePath().getParent() +
			". Choose a complete folder.");
		try {
			return parse(file.toString(), Files.readString(file));
		}
		catch (final IOException e) {
			throw unreadable(file.toString(), e);
		}
	}

	/**
	 * @param source where the text comes from, as messages say it
	 * @throws TrrgException if the text is not one JSON object
	 */
	public static JsonFields parse(final String source, final String text) {
		try (JsonReader reader = new JsonReader(new StringReader(text))) {
			final JsonElement root = STRICT.getAdapter(JsonElement.class).read(reader);
			if (!root.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) throw new JsonParseException("it is not one JSON object");
			return new JsonFields(source, "", root.getAsJsonObject());
		}
		catch (final IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
			throw unreadable(source, e);
		}
	}

	/** Where the object comes from: as a rule, a file. */
	public String source() {
		return source;
	}

	/** The object as it was read. */
	public JsonObject json() {
		return json;
	}

	public boolean has(final String field) {
		return json.has(field) && !json.get(field).isJsonNull();
	}

	/** @return a whole number in the range, both ends included */
	public int requireInt(final String field, final int min, final int max) {
		return toInt(field, require(field), min, max);
	}

	/** @return as {@link #requireInt}, or {@code fallback} if the field is absent */
	public int optInt(final String field, final int fallback, final int min, final int max) {
		return has(field) ? requireInt(field, min, max) : fallback;
	}

	/** @return a number of things, 1 to {@link #MAX_SIZE} */
	public int requireSize(final String field) {
		return requireInt(field, 1, MAX_SIZE);
	}

	public int optSize(final String field, final int fallback) {
		return has(field) ? requireSize(field) : fallback;
	}

	/** @return a finite number in the range, both ends included */
	public double requireDouble(final String field, final double min, final double max) {
		return toDouble(field, require(field), min, max);
	}

	public double optDouble(final String field, final double fallback, final double min, final double max) {
		return has(field) ? requireDouble(field, min, max) : fallback;
	}

	public boolean requireBoolean(final String field) {
		if (require(field) instanceof JsonPrimitive value && value.isBoolean()) return value.getAsBoolean();
		throw wrong(field, "true or false");
	}

	public boolean optBoolean(final String field, final boolean fallback) {
		return has(field) ? requireBoolean(field) : fallback;
	}

	/** @return text that is not blank */
	public String requireString(final String field) {
		return toText(field, require(field));
	}

	public String optString(final String field, final String fallback) {
		return has(field) ? requireString(field) : fallback;
	}

	/** @return one of the choices */
	public String requireChoice(final String field, final String... choices) {
		final String value = requireString(field);
		if (!Arrays.asList(choices).contains(value)) throw wrong(field, "one of " + String.join(", ", choices));
		return value;
	}

	/** @return one of the choices, the first if the field is absent */
	public String optChoice(final String field, final String... choices) {
		return has(field) ? requireChoice(field, choices) : choices[0];
	}

	/** @return whole numbers in the range, both ends included */
	public List<Integer> requireInts(final String field, final int min, final int max) {
		return list(field, element -> toInt(field, element, min, max));
	}

	/** @return finite numbers in the range, both ends included */
	public List<Double> requireDoubles(final String field, final double min, final double max) {
		return list(field, element -> toDouble(field, element, min, max));
	}

	/** @return texts that are not blank */
	public List<String> requireStrings(final String field) {
		return list(field, element -> toText(field, element));
	}

	/** @return the object in this field */
	public JsonFields requireObject(final String field) {
		return child(field, require(field));
	}

	/** @return the objects in the array of this field */
	public List<JsonFields> requireObjects(final String field) {
		final JsonArray array = array(field);
		final List<JsonFields> objects = new ArrayList<>();
		for (int i = 0; i < array.size(); i++)
			objects.add(child(field + "[" + i + "]", array.get(i)));
		return objects;
	}

	/** A complaint about a field, for checks that go beyond one value. */
	public TrrgException wrong(final String field, final String expected) {
		final String found = json.has(field) ? "is " + shorten(json.get(field).toString()) : "has a wrong value";
		return complaint(field, found + ", expected " + expected);
	}

	private TrrgException complaint(final String field, final String what) {
		return new TrrgException(source + ": field '" + prefix + field + "' " + what + ". Correct the file or get it again.");
	}

	private static TrrgException unreadable(final String source, final Exception e) {
		return new TrrgException("Cannot read " + source + ": " + e.getMessage() + ". Correct the file or get it again.", e);
	}

	private JsonElement require(final String field) {
		if (!has(field)) throw complaint(field, "is missing");
		return json.get(field);
	}

	private JsonArray array(final String field) {
		if (require(field) instanceof JsonArray array) return array;
		throw wrong(field, "a list");
	}

	private <T> List<T> list(final String field, final Function<JsonElement, T> convert) {
		final List<T> values = new ArrayList<>();
		array(field).forEach(element -> values.add(convert.apply(element)));
		return List.copyOf(values);
	}

	private JsonFields child(final String field, final JsonElement element) {
		if (element instanceof JsonObject object) return new JsonFields(source, prefix + field + ".", object);
		throw complaint(field, "is " + shorten(element.toString()) + ", expected a JSON object");
	}

	private int toInt(final String field, final JsonElement element, final int min, final int max) {
		final double value = toNumber(element);
		if (value >= min && value <= max && value == Math.rint(value)) return (int) value;
		throw wrong(field, "a whole number from " + min + " to " + max);
	}

	private double toDouble(final String field, final JsonElement element, final double min, final double max) {
		final double value = toNumber(element);
		if (value >= min && value <= max) return value;
		throw wrong(field, "a number from " + min + " to " + max);
	}

	private String toText(final String field, final JsonElement element) {
		if (element instanceof JsonPrimitive value && value.isString() && !value.getAsString().isBlank()) return value.getAsString();
		throw wrong(field, "text");
	}

	private static double toNumber(final JsonElement element) {
		return element instanceof JsonPrimitive value && value.isNumber() ? value.getAsDouble() : Double.NaN;
	}

	private static String shorten(final String text) {
		return text.length() > 80 ? text.substring(0, 80) + "…" : text;
	}
}
