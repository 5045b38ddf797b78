package io.github.trrg.convert;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/** The 14 columns of CheXpert's files: 1 present, 0 absent, −1 uncertain, empty not mentioned. */
final class ChexpertLabels {

	private static final Label[] LABELS = Label.values();
	private static final Finding[] FINDINGS = Finding.values();

	private ChexpertLabels() {}

	/**
	 * @return a byte per finding, which is what there is room for by the hundred thousand
	 * @throws TrrgException if a cell holds something else
	 */
	static byte[] pack(final CsvTable.Row row) {
		final byte[] packed = new byte[FINDINGS.length];
		for (int i = 0; i < packed.length; i++)
			packed[i] = (byte) label(row, FINDINGS[i].title()).ordinal();
		return packed;
	}

	private static Label label(final CsvTable.Row row, final String column) {
		return switch (row.get(column)) {
			case "1", "1.0" -> Label.POSITIVE;
			case "0", "0.0" -> Label.NEGATIVE;
			case "-1", "-1.0" -> Label.UNCERTAIN;
			case "" -> Label.BLANK;
			default -> throw new TrrgException(row.source() + " has \"" + row.get(column) + "\" for " + column + " instead of 1, 0, -1 or nothing.");
		};
	}

	static Map<String, Label> unpack(final byte[] packed) {
		final Map<String, Label> labels = new LinkedHashMap<>();
		for (int i = 0; i < packed.length; i++)
			labels.put(FINDINGS[i].diseaseName(), LABELS[packed[i]]);
		return labels;
	}
}
