package io.github.trrg.convert;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code skipped.csv}: a row for everything that was not taken. */
final class SkippedTable implements Closeable {

	private final CSVPrinter rows;
	private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
	private String first = "";

	SkippedTable(final Path file) throws IOException {
		rows = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.DEFAULT.builder().setHeader("source", "id", "reason", "detail").setRecordSeparator("\n")
			.get());
	}

	/**
	 * @param source file, or file and row, or image
	 * @param id of the study; empty if unknown
	 */
	void add(final String source, final String id, final Reason reason, final String detail) {
		try {
			rows.printRecord(source, id, reason.key(), detail);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		counts.merge(reason, 1L, Long::sum);
		if (first.isEmpty()) first = source + ": " + detail;
	}

	Map<Reason, Long> counts() {
		return counts;
	}

	/** The first row, for people; empty if there is none. */
	String first() {
		return first;
	}

	@Override
	public void close() throws IOException {
		rows.close();
	}
}
