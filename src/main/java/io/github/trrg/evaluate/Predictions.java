package io.github.trrg.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import io.github.trrg.common.TrrgException;

/**
 * Generated reports by study.
 *
 * @param texts report by study id
 * @param duplicates ids that came more than once; their first report counts
 */
public record Predictions(Map<String, String> texts, Set<String> duplicates) {

	private static final int BYTE_ORDER_MARK = 0xFEFF;
	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

	public Predictions {
		texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
		duplicates = Collections.unmodifiableSet(new LinkedHashSet<>(duplicates));
	}

	/**
	 * Reads JSON {@code {id: text}} or {@code {id: [text]}}, or CSV with columns {@code id} and {@code report}.
	 *
	 * @throws TrrgException if the file cannot be read as either
	 */
	public static Predictions read(final Path file) {
		final Map<String, String> texts = new LinkedHashMap<>();
		final Set<String> duplicates = new LinkedHashSet<>();
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			if (isJson(reader)) readJson(reader, texts, duplicates);
			else readCsv(reader, texts, duplicates);
		}
		catch (final IOException | UncheckedIOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
			throw new TrrgException("Cannot read predictions from " + file + ": " + e.getMessage()
				+ ". Expected JSON {\"id\": \"text\"} or CSV with columns id and report.", e);
		}
		return new Predictions(texts, duplicates);
	}

	private static boolean isJson(final BufferedReader reader) throws IOException {
		int first;
		do {
			reader.mark(1);
			first = reader.read();
		}
		while (Character.isWhitespace(first) || first == BYTE_ORDER_MARK);
		reader.reset();
		return first == '{' || first == '[';
	}

	private static void readJson(final BufferedReader file, final Map<String, String> texts, final Set<String> duplicates) throws IOException {
		final JsonReader reader = new JsonReader(file);
		reader.beginObject();
		while (reader.hasNext()) {
			final String id = reader.nextName();
			final boolean listed = reader.peek() == JsonToken.BEGIN_ARRAY;
			if (listed) reader.beginArray();
			add(id, reader.nextString(), texts, duplicates);
			if (listed) reader.endArray();
		}
		reader.endObject();
	}

	private static void readCsv(final BufferedReader file, final Map<String, String> texts, final Set<String> duplicates) throws IOException {
		try (CSVParser rows = CSVParser.parse(file, CSV)) {
			for (final CSVRecord row : rows)
				add(row.get("id"), row.get("report"), texts, duplicates);
		}
	}

	private static void add(final String id, final String text, final Map<String, String> texts, final Set<String> duplicates) {
		if (texts.putIfAbsent(id, text) != null) duplicates.add(id);
	}
}
