package io.github.trrg.ij;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.trrg.clue.Clue;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Report;

/** A report as plain text for people, in lines that fit a window. */
final class ReportText {

	/** What every window of reports says once. */
	static final String RESEARCH_ONLY = "For research use only, not for clinical use. Written by a neural network; it may be wrong.";

	private static final int LINE = 88;

	private ReportText() {}

	static String of(final String study, final Report report) {
		final StringBuilder text = new StringBuilder();
		text.append(study).append('\n').append("-".repeat(Math.min(LINE, study.length()))).append('\n');
		wrap(text, "", report.text());
		final List<Clue> selected = report.clues().stream().filter(Clue::selected).toList();
		text.append('\n');
		wrap(text, "Clues: ", selected.stream().map(ReportText::clue).collect(Collectors.joining(", ")));
		report.contradictions().forEach(contradiction -> wrap(text, "Contradiction: ", contradiction(contradiction)));
		report.warnings().forEach(warning -> wrap(text, "Warning: ", warning));
		final String indication = report.provenance().getOrDefault("indication", "");
		if (!indication.isEmpty()) wrap(text, "Indication: ", indication);
		text.append(String.format(Locale.ROOT, "Model: %s on %s, %.2f s%n", report.provenance().get("model"), report.provenance().get("device"), seconds(report)));
		return text.toString();
	}

	static double seconds(final Report report) {
		return report.timingsSeconds().values().stream().mapToDouble(Double::doubleValue).sum();
	}

	private static String clue(final Clue clue) {
		return String.format(Locale.ROOT, "%s %.2f", clue.disease().name(), clue.probability());
	}

	private static String contradiction(final Contradiction contradiction) {
		return contradiction.reason() + (contradiction.sentence().isEmpty() ? "" : " \"" + contradiction.sentence() + "\"");
	}

	/** Appends the words; later lines are indented as deep as the heading is long. */
	private static void wrap(final StringBuilder text, final String heading, final String words) {
		final String indent = " ".repeat(heading.length());
		int column = heading.length();
		text.append(heading);
		for (final String word : words.split("\\s+")) {
			if (column > heading.length() && column + 1 + word.length() > LINE) {
				text.append('\n').append(indent);
				column = indent.length();
			}
			else if (column > heading.length()) {
				text.append(' ');
				column++;
			}
			text.append(word);
			column += word.length();
		}
		text.append('\n');
	}
}
