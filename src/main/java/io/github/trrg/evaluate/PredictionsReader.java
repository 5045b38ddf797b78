package io.github.trrg.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.TextFiles;
import io.github.trrg.common.TrrgException;

/** Reads a file of predictions. */
final class PredictionsReader {

	/** Ends of column names that {@code reports.csv} has for each disease. */
	static final String PROBABILITY = "_probability", SELECTED = "_selected";

	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

	private final Path file;
	private final Map<String, String> texts = new LinkedHashMap<>();
	private final Map<String, List<Clue>> clues = new LinkedHashMap<>();
	private final Set<String> duplicates = new LinkedHashSet<>();
	private final Map<String, String> failures = new LinkedHashMap<>();

	PredictionsReader(final Path file) {
		this.file = file;
	}

	Predictions read() {
		try (BufferedReader reader = TextFiles.reader(file)) {
			if (isJson(reader)) readJson(reader);
			else readCsv(reader);
		}
		catch (final IOException | UncheckedIOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
			throw new TrrgException("Cannot read predictions from " + file + ": " + e.getMessage()
				+ ". Expected JSON {\"id\": \"text\"} or CSV with columns id and report.", e);
		}
		return new Predictions(texts, clues, duplicates, failures);
	}

	private static boolean isJson(final BufferedReader reader) throws IOException {
		int first;
		do {
			reader.mark(1);
			first = reader.read();
		}
		while (Character.isWhitespace(first));
		reader.reset();
		return first == '{' || first == '[';
	}

	private void readJson(final BufferedReader content) throws IOException {
		final JsonReader reader = new JsonReader(content);
		reader.beginObject();
		while (reader.hasNext()) {
			final String id = reader.nextName();
			final boolean listed = reader.peek() == JsonToken.BEGIN_ARRAY;
			if (listed) reader.beginArray();
			if (isNew(id)) texts.put(id, reader.nextString());
			else reader.nextString();
			if (listed) reader.endArray();
		}
		reader.endObject();
	}

	private void readCsv(final BufferedReader content) throws IOException {
		try (CSVParser rows = CSVParser.parse(content, CSV)) {
			final List<String> diseases = rows.getHeaderNames().stream().filter(name -> name.endsWith(PROBABILITY)).map(name -> name.substring(0,
				name.length() - PROBABILITY.length())).toList();
			for (final CSVRecord row : rows)
				if (isNew(row.get("id"))) add(row, diseases);
		}
	}

	private boolean isNew(final String id) {
		final boolean known = texts.containsKey(id) || failures.containsKey(id);
		if (known) duplicates.add(id);
		return !known;
	}

	private void add(final CSVRecord row, final List<String> diseases) {
		final String id = row.get("id");
		final String report = row.get("report");
		if (row.isMapped("status") && !row.get("status").equals("done")) {
			failures.put(id, row.isMapped("error") && !row.get("error").isBlank() ? row.get("error") : "its status is \"" + row.get("status") + "\"");
			return;
		}
		texts.put(id, report);
		final List<Clue> found = new ArrayList<>();
		for (final String disease : diseases)
			if (!row.get(disease + PROBABILITY).isBlank()) found.add(new Clue(new Disease(disease, List.of(), List.of(), 0.5, false), probability(row, disease),
				row.isMapped(disease + SELECTED) && Boolean.parseBoolean(row.get(disease + SELECTED)), List.of()));
		if (!found.isEmpty()) clues.put(id, found);
	}

	private static double probability(final CSVRecord row, final String disease) {
		final double value = Double.parseDouble(row.get(disease + PROBABILITY));
		if (value >= 0 && value <= 1) return value;
		throw new IllegalArgumentException("row " + row.getRecordNumber() + " has a probability of \"" + disease + "\" outside 0 to 1");
	}
}
