package io.github.trrg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a folder run's {@code reports.csv}, behind its byte order mark. */
public final class ReportsTable {

	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

	private ReportsTable() {}

	/** @param out folder of the run */
	public static List<CSVRecord> rows(final Path out) throws IOException {
		try (BufferedReader reader = Files.newBufferedReader(out.resolve("reports.csv"))) {
			if (reader.read() != 0xFEFF) throw new IOException("No byte order mark");
			return CSVParser.parse(reader, CSV).getRecords();
		}
	}

	/**
	 * Two runs over the same files have the same rows, but for the time they took, and the last digit of probabilities: which studies are encoded
	 * together depends on what is read first, and sums are rounded otherwise then.
	 */
	public static void assertSame(final Path expected, final Path actual) throws IOException {
		final List<CSVRecord> before = rows(expected), after = rows(actual);
		assertEquals(before.stream().map(row -> row.get("id")).toList(), after.stream().map(row -> row.get("id")).toList());
		for (int i = 0; i < before.size(); i++) {
			final Map<String, String> cells = after.get(i).toMap();
			before.get(i).toMap().forEach((column, value) -> {
				if (column.endsWith("_probability") && !value.isEmpty()) assertEquals(Double.parseDouble(value), Double.parseDouble(cells.get(column)), 1.5e-4, column);
				else if (!column.equals("seconds")) assertEquals(value, cells.get(column), column);
			});
		}
	}
}
