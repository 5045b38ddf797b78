package io.github.trrg.ij;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.trrg.clue.Clue;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Report;

/** A report as plain text for people, in lines that fit a window. */
final class ReportText {

	private static final int LINE = 90;
	private static final String INDENT = "    ";

	private ReportText() {}

	static String of(final String study, final Report report) {
		final StringBuilder text = new StringBuilder();
		text.append(study).append('\n');
		wrap(text, INDENT, INDENT, report.text());
		text.append('\n');
		wrap(text, "", INDENT, "Clues: " + report.clues().stream().filter(Clue::selected).map(ReportText::clue).collect(Collectors.joining(", ")));
		list(text, "Contradictions between report and clues:", report.contradictions().stream().map(ReportText::contradiction).toList());
		list(text, "Warnings:", report.warnings());
		final String indication = report.provenance().get("indication");
		if (!indication.isEmpty()) wrap(text, "", INDENT, "Indication: " + indication);
		wrap(text, "", INDENT, String.format(Locale.ROOT, "Model: %s on %s, %.1f s", report.provenance().get("model"), report.provenance().get("device"),
			report.seconds()));
		return text.toString();
	}

	private static String clue(final Clue clue) {
		return String.format(Locale.ROOT, "%s %.2f", clue.disease().name(), clue.probability());
	}

	private static String contradiction(final Contradiction contradiction) {
		return contradiction.reason() + (contradiction.sentence().isEmpty() ? "" : " \"" + contradiction.sentence() + "\"");
	}

	private static void list(final StringBuilder text, final String heading, final List<String> points) {
		if (points.isEmpty()) return;
		text.append(heading).append('\n');
		points.forEach(point -> wrap(text, INDENT, INDENT + INDENT, point));
	}

	/**
	 * Appends the words in lines.
	 *
	 * @param first begins the first line
	 * @param later begins the later ones
	 */
	private static void wrap(final StringBuilder text, final String first, final String later, final String words) {
		final StringBuilder line = new StringBuilder(first);
		boolean empty = true;
		for (final String word : words.strip().split("\\s+")) {
			if (!empty && line.length() + 1 + word.length() > LINE) {
				text.append(line).append('\n');
				line.setLength(0);
				line.append(later);
				empty = true;
			}
			line.append(empty ? "" : " ").append(word);
			empty = false;
		}
		text.append(line).append('\n');
	}
}
