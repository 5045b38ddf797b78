package io.github.trrg.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.trrg.common.TextFiles;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/** Reads {@code labels.csv}: what the original CheXpert labeler says of each study's findings text. */
final class ReferenceLabels {

	private static final String COLUMN = "chexpert_labels";
	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

	private ReferenceLabels() {}

	/** @return labels by study id, only of studies that the labeler was run on; none where there is no such file */
	static Map<String, Map<Finding, Label>> read(final Path file) {
		if (!Files.exists(file)) return Map.of();
		final Map<String, Map<Finding, Label>> labels = new HashMap<>();
		try (Reader reader = TextFiles.reader(file); CSVParser rows = CSVParser.parse(reader, FORMAT)) {
			if (!rows.getHeaderNames().contains("id") || !rows.getHeaderNames().contains(COLUMN))
				throw new TrrgException(file + " lacks a column \"id\" or \"" + COLUMN + "\". Add it, or remove the file to have the reports labeled.");
			for (final CSVRecord row : rows)
				if (!row.get(COLUMN).isBlank()) labels.put(row.get("id"), parse(row.get(COLUMN), file, row.getRecordNumber()));
		}
		catch (final IOException | UncheckedIOException | IllegalArgumentException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ". Mend the file, or remove it to have the reports labeled.", e);
		}
		return labels;
	}

	/** {@code Edema=0.0;Fracture=-1.0}: 1 positive, 0 negative, -1 uncertain, absent = not mentioned. */
	private static Map<Finding, Label> parse(final String cell, final Path file, final long row) {
		final Map<Finding, Label> labels = new EnumMap<>(Finding.class);
		for (final Finding finding : Finding.values())
			labels.put(finding, Label.BLANK);
		for (final String entry : cell.split(";")) {
			final int equals = entry.indexOf('=');
			final Finding finding = Finding.of(equals < 0 ? entry : entry.substring(0, equals).strip())
				.orElseThrow(() -> new TrrgException(file + ", row " + row + ": \"" + entry + "\" names none of the 14 findings. Write \"Finding=value\"."));
			labels.put(finding, switch (entry.substring(equals + 1).strip().replace(".0", "")) {
				case "1" -> Label.POSITIVE;
				case "0" -> Label.NEGATIVE;
				case "-1" -> Label.UNCERTAIN;
				default -> throw new TrrgException(file + ", row " + row + ": \"" + entry + "\" has no value 1, 0 or -1.");
			});
		}
		return Collections.unmodifiableMap(labels);
	}
}
