package io.github.trrg;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
}
