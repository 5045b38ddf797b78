package io.github.trrg.convert;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.trrg.common.TextFiles;
import io.github.trrg.common.TrrgException;

/** A CSV file with a header, packed by gzip or not, with a byte order mark or not, read row by row. */
final class CsvTable {

	private static final int GZIP = 0x8b1f;

	private final Path file;
	private final String[] required;

	/** @param required columns; letters and digits of a name count, in any case */
	CsvTable(final Path file, final String... required) {
		this.file = file;
		this.required = required;
	}

	/** One row. */
	final class Row {

		private final CSVRecord record;
		private final Map<String, Integer> columns;

		private Row(final CSVRecord record, final Map<String, Integer> columns) {
			this.record = record;
			this.columns = columns;
		}

		/** The cell without spaces around it; empty if the column or the cell is absent. */
		String get(final String column) {
			final Integer place = columns.get(key(column));
			return place == null || place >= record.size() ? "" : record.get(place).strip();
		}

		/** File and row, for people. */
		String source() {
			return file.getFileName() + ", row " + record.getRecordNumber();
		}
	}

	/** The file of this name or of this name and ".gz". */
	static Optional<Path> find(final Path folder, final String name) {
		return Stream.of(name, name + ".gz").map(folder::resolve).filter(Files::isRegularFile).findFirst();
	}

	/** The file of this name or of this name and ".gz". @throws TrrgException if there is none */
	static Path require(final Path folder, final String name) {
		return find(folder, name).orElseThrow(() -> new TrrgException(folder + " has no " + name + ". Name the folder of the data set as it is published."));
	}

	/** @throws TrrgException if the file cannot be read as CSV, is not UTF-8, or lacks a column */
	void forEach(final Consumer<Row> rows) {
		try (BufferedReader reader = reader(); CSVParser parser = CSVParser.parse(reader, CSVFormat.DEFAULT)) {
			final Iterator<CSVRecord> records = parser.iterator();
			final Map<String, Integer> columns = columns(next(records));
			for (CSVRecord record = next(records); record != null; record = next(records))
				rows.accept(new Row(record, columns));
		}
		catch (final IOException e) {
			throw unreadable(e);
		}
	}

	/** What the parser throws must not be taken for what a row's reader throws. */
	private CSVRecord next(final Iterator<CSVRecord> records) {
		try {
			return records.hasNext() ? records.next() : null;
		}
		catch (final UncheckedIOException | IllegalStateException e) {
			throw unreadable(e);
		}
	}

	private TrrgException unreadable(final Exception e) {
		return new TrrgException("Cannot read " + file + ": " + e.getMessage() + ". Expected CSV in UTF-8 as it is published; get the file again.", e);
	}

	private BufferedReader reader() throws IOException {
		final InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
		bytes.mark(2);
		final int magic = bytes.read() | bytes.read() << 8;
		bytes.reset();
		return TextFiles.reader(magic == GZIP ? new GZIPInputStream(bytes, 1 << 16) : bytes);
	}

	private Map<String, Integer> columns(final CSVRecord header) {
		final Map<String, Integer> columns = new HashMap<>();
		for (int i = 0; header != null && i < header.size(); i++)
			columns.putIfAbsent(key(header.get(i)), i);
		for (final String name : required)
			if (!columns.containsKey(key(name))) throw new TrrgException(file + " has no column \"" + name + "\". Expected the file as it is published.");
		return columns;
	}

	private static String key(final String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}
}
