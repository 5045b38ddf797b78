package io.github.trrg.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.github.trrg.common.TrrgException;

/** {@code reports.csv} and {@code reports.jsonl}: a line per study in each. A study counts as done when it is so in both. */
final class RunTables implements AutoCloseable {

	/**
	 * Without it Excel reads names beyond ASCII wrongly. pandas, R (3.0 or newer), ImageJ's tables and this project skip it; Python's csv module wants
	 * to be told (utf-8-sig).
	 */
	private static final String BYTE_ORDER_MARK = "\uFEFF";

	static final String CSV_FILE = "reports.csv", JSON_FILE = "reports.jsonl", DONE = "done", FAILED = "failed";

	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("").get();

	private final Path csvFile;
	private final Path jsonFile;
	/** First line of the table. */
	private final String header;
	private final Set<String> done = new LinkedHashSet<>();
	private final LineFile csv;
	private final LineFile json;

	/**
	 * Opens the tables of a new or an interrupted run. Studies that failed are forgotten, so that they are tried again, and
	 * lines that cannot be read.
	 *
	 * @param isCurrent whether a study, by id and names of files, is as it was when its line was written; others are forgotten too
	 * @throws TrrgException if a table cannot be written, or has other columns
	 */
	RunTables(final Path folder, final List<String> columns, final BiPredicate<String, List<String>> isCurrent) {
		csvFile = folder.resolve(CSV_FILE);
		jsonFile = folder.resolve(JSON_FILE);
		final String names = line(columns);
		new LineFile(csvFile).close(); // cuts what a crash left of a line
		new LineFile(jsonFile).close();
		final String found = firstLine(csvFile);
		header = found == null ? BYTE_ORDER_MARK + names : found;
		if (found == null) append(csvFile, header);
		else if (!found.replace(BYTE_ORDER_MARK, "").equals(names)) throw new TrrgException(csvFile +
			" has other columns than this run would write. Resume with the model and the options it began with.");
		final LineIndex rows = new LineIndex(csvFile, this::csvRow), objects = new LineIndex(jsonFile, line -> jsonRow(line, isCurrent));
		rows.ids().stream().filter(id -> rows.isDone(id) && objects.isDone(id)).forEach(done::add);
		if (rows.lines() > 1 + done.size()) rows.rewrite(headerBytes(), done);
		if (objects.lines() > done.size()) objects.rewrite(0, done);
		csv = new LineFile(csvFile);
		json = new LineFile(jsonFile);
	}

	private static void append(final Path file, final String line) {
		try (LineFile lines = new LineFile(file)) {
			lines.append(line);
		}
	}

	private static String firstLine(final Path file) {
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			return reader.readLine();
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ".", e);
		}
	}

	private long headerBytes() {
		return header.getBytes(StandardCharsets.UTF_8).length + 1L;
	}

	/** Ids of the studies that need not be read again. */
	Set<String> done() {
		return done;
	}

	/** @param row one cell per column; line breaks become blanks */
	void add(final List<String> row, final JsonObject object) {
		json.append(object.toString());
		csv.append(line(row)); // the last thing that is written of a study
	}

	private static String line(final List<String> cells) {
		return CSV.format(cells.stream().map(cell -> cell.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")).toArray());
	}

	/** Ends the run. An interrupted and resumed one has its lines in the order of an uninterrupted one. */
	void finish(final Collection<String> order) {
		close();
		sort(new LineIndex(csvFile, this::csvRow), headerBytes(), order);
		sort(new LineIndex(jsonFile, line -> jsonRow(line, (id, files) -> true)), 0, order);
	}

	private static void sort(final LineIndex lines, final long begin, final Collection<String> order) {
		final Set<String> sorted = new LinkedHashSet<>(order);
		sorted.retainAll(lines.ids());
		sorted.addAll(lines.ids()); // of files that are gone
		if (!List.copyOf(sorted).equals(List.copyOf(lines.ids()))) lines.rewrite(begin, sorted);
	}

	private Optional<LineIndex.Row> csvRow(final String line) {
		if (line.equals(header)) return Optional.empty();
		try (CSVParser parser = CSVParser.parse(line, CSV)) {
			final List<CSVRecord> records = parser.getRecords();
			return records.isEmpty() ? Optional.empty() : Optional.of(new LineIndex.Row(records.get(0).get(0), records.get(0).get(StudyRow.STATUS).equals(DONE)));
		}
		catch (final IOException | RuntimeException e) {
			return Optional.empty(); // not a line of ours
		}
	}

	private static Optional<LineIndex.Row> jsonRow(final String line, final BiPredicate<String, List<String>> isCurrent) {
		try {
			final JsonObject object = JsonParser.parseString(line).getAsJsonObject();
			final String id = object.get("id").getAsString();
			final boolean done = object.get("status").getAsString().equals(DONE) && object.has("files");
			return Optional.of(new LineIndex.Row(id, done && isCurrent.test(id, object.getAsJsonArray("files").asList().stream().map(JsonElement::getAsString)
				.toList())));
		}
		catch (final JsonParseException | IllegalStateException | NullPointerException e) {
			return Optional.empty();
		}
	}

	@Override
	public void close() {
		csv.close();
		json.close();
	}
}
