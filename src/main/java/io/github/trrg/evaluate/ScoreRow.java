package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One system's row in the table of scores: clinical scores first, text scores after.
 *
 * @param name of the system
 * @param values by column; NaN for what cannot be computed
 */
public record ScoreRow(String name, Map<String, Double> values) {

	static List<ScoreRow> of(final Evaluation evaluation, final String system) {
		final List<ScoreRow> rows = new ArrayList<>(List.of(of(system, evaluation.scores())));
		evaluation.compared().forEach((name, other) -> rows.add(of(name, other.scores())));
		evaluation.baselines().forEach((name, other) -> rows.add(of(name.replace('_', ' '), other.scores())));
		return rows;
	}

	private static ScoreRow of(final String name, final Scores scores) {
		final Map<String, Double> values = new LinkedHashMap<>();
		final Map<String, PrecisionRecall> clinical = scores.clinical().scores();
		for (final String flavour : List.of("micro13", "macro13", "micro14", "micro5", "example_based"))
			values.put("F1 " + flavour.replace("_based", ""), clinical.get(flavour).f1());
		values.put("AUROC", orNaN(scores.clueScores().meanAuroc()));
		values.put("contradicted", scores.knowsContradictions() ? scores.contradicted(scores.everyStudy()) : Double.NaN);
		final Map<String, Double> text = scores.text(scores.everyStudy());
		for (final String metric : List.of("BLEU_1", "BLEU_4", "METEOR", "ROUGE_L", "CIDEr"))
			values.put(metric, text.get(metric));
		values.put("distinct", (double) scores.statistics().distinct());
		values.put("words", scores.statistics().meanWords());
		values.put("repetition", scores.statistics().repetition());
		return new ScoreRow(name, values);
	}

	private static double orNaN(final OptionalDouble value) {
		return value.isPresent() ? value.getAsDouble() : Double.NaN;
	}

	/** A number as it is shown. */
	static String format(final String column, final double value) {
		if (Double.isNaN(value)) return "–";
		return String.format(Locale.ROOT, column.equals("distinct") ? "%.0f" : column.equals("words") ? "%.1f" : "%.3f", value);
	}

	/** All rows with their names, in columns. */
	public static String table(final List<ScoreRow> rows) {
		final int longest = rows.stream().mapToInt(row -> row.name.length()).max().orElse(1);
		final StringBuilder text = new StringBuilder(" ".repeat(longest));
		final List<String> columns = List.copyOf(rows.get(0).values.keySet());
		columns.forEach(column -> text.append(String.format(Locale.ROOT, " %" + width(column) + "s", column)));
		for (final ScoreRow row : rows) {
			text.append(String.format(Locale.ROOT, "%n%-" + longest + "s", row.name));
			columns.forEach(column -> text.append(String.format(Locale.ROOT, " %" + width(column) + "s", format(column, row.values.get(column)))));
		}
		return text.append(String.format("%n")).toString();
	}

	private static int width(final String column) {
		return Math.max(7, column.length());
	}
}
