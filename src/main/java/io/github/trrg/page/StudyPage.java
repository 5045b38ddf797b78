package io.github.trrg.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.github.trrg.clue.Clue;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Mention;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;

/** One study as one file: pictures, report, clues, contradictions, and the evidence of each selected clue to switch on and off. */
public final class StudyPage {

	private static final int PICTURE_SIDE = 768;
	private static final int SHOWN_AT_FIRST = 3;

	private final Study study;
	private final Report report;
	private final Preprocessing preprocessing;
	/** Clues with colours, strongest first. */
	private final List<Clue> coloured;

	private StudyPage(final Study study, final Report report, final Preprocessing preprocessing) {
		this.study = study;
		this.report = report;
		this.preprocessing = preprocessing;
		coloured = EvidencePicture.strongest(report.clues(), 7);
	}

	/**
	 * @param preprocessing of the model that wrote the report
	 * @return the whole HTML page
	 */
	public static String html(final Study study, final Report report, final Preprocessing preprocessing) {
		return new StudyPage(study, report, preprocessing).html();
	}

	private String html() {
		final StringBuilder body = new StringBuilder();
		body.append("<h1>").append(Html.escape(study.id())).append("</h1>\n<main>\n<div class=\"pictures\">\n");
		for (int v = 0; v < study.views().size(); v++)
			body.append(EvidencePicture.figure(study.views().get(v), v, coloured, preprocessing, PICTURE_SIDE));
		body.append("</div>\n<div class=\"text\">\n<h2>Report</h2>\n<p class=\"report\">").append(marked(report)).append("</p>\n");
		list(body, "Contradictions between report and clues", report.contradictions().stream().map(StudyPage::sentence).toList());
		list(body, "Warnings", report.warnings());
		if (!study.indication().isEmpty()) body.append("<h2>Indication</h2>\n<p>").append(Html.escape(study.indication())).append("</p>\n");
		body.append("<h2>Clues</h2>\n").append(clues());
		body.append("<p class=\"small\">The bar is the probability, the line in it the threshold from which the language model is told. Colours show where the" +
			" evidence lies.</p>\n");
		body.append("<details class=\"small\"><summary>How it was written</summary>\n");
		report.provenance().forEach((name, value) -> body.append(value.isEmpty() ? "" : "<p>" + Html.escape(name + ": " + value) + "</p>\n"));
		return Html.page(study.id(), body.append("</details>\n</div>\n</main>\n").toString());
	}

	/** The text, with the sentences at fault marked. */
	private static String marked(final Report report) {
		String html = Html.escape(report.text());
		for (final String sentence : report.contradictions().stream().map(Contradiction::sentence).filter(text -> !text.isEmpty()).distinct().toList()) {
			final String escaped = Html.escape(sentence);
			html = html.replace(escaped, "<mark>" + escaped + "</mark>");
		}
		return html;
	}

	private static String sentence(final Contradiction contradiction) {
		return contradiction.reason() + (contradiction.sentence().isEmpty() ? "" : " “" + contradiction.sentence() + "”");
	}

	private static void list(final StringBuilder body, final String heading, final List<String> points) {
		if (points.isEmpty()) return;
		body.append("<h2>").append(heading).append("</h2>\n<ul class=\"warning\">\n");
		points.forEach(point -> body.append("<li>").append(Html.escape(point)).append("</li>\n"));
		body.append("</ul>\n");
	}

	private String clues() {
		final List<Clue> others = new ArrayList<>(report.clues());
		others.removeAll(coloured);
		others.sort(Comparator.comparing((final Clue clue) -> !clue.selected()).thenComparing(clue -> -clue.probability()));
		final StringBuilder html = new StringBuilder("<table>\n<tr><th>disease<th class=\"number\">probability<th><th>in the report</tr>\n");
		for (int k = 0; k < coloured.size(); k++)
			html.append(row(coloured.get(k), toggle(k)));
		others.forEach(clue -> html.append(row(clue, "")));
		return html.append("</table>\n").append(switches()).toString();
	}

	/** Switches the colour of a clue, by the style sheet alone. */
	private String toggle(final int k) {
		return "<input type=\"checkbox\" id=\"show" + k + "\"" + (k < SHOWN_AT_FIRST ? " checked" : "") + ">" + EvidencePicture.swatch(k);
	}

	private String switches() {
		final StringBuilder css = new StringBuilder("<style>");
		for (int k = 0; k < coloured.size(); k++)
			css.append("body:has(#show").append(k).append(":not(:checked)) .clue").append(k).append("{display:none}");
		return css.append("</style>\n").toString();
	}

	private String row(final Clue clue, final String toggle) {
		return String.format(Locale.ROOT, "<tr%s><td><label>%s%s</label><td class=\"number\">%.2f<td class=\"bar\"><div class=\"gauge\"><i" +
			" style=\"width:%.1f%%\"></i><b style=\"left:%.1f%%\"></b></div><td>%s</tr>\n", clue.selected() ? " class=\"selected\"" : "", toggle,
			Html.escape(clue.disease().name()), clue.probability(), 100 * clue.probability(), 100 * clue.disease().threshold(),
			Mention.of(clue.disease(), report.text()).word());
	}
}
