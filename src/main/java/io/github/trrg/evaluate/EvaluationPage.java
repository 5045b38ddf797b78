package io.github.trrg.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.trrg.page.CluePicture;
import io.github.trrg.page.EvidencePicture;
import io.github.trrg.page.Html;
import io.github.trrg.page.Plot;
import io.github.trrg.report.Finding;
import io.github.trrg.study.Preprocessing;

/** {@code report.html}: what was found, for people, in one file that needs no other. Clinical scores stand first, text scores after. */
final class EvaluationPage {

	private static final int FOUND = 0x009e73, MISSED = 0xe69f00, INVENTED = 0xd55e00, GREY = 0x8b9199, INK = 0x0072b2;
	/** Columns of {@link ScoreRow} where another group of numbers begins. */
	private static final List<String> EDGES = List.of("AUROC", "BLEU_1", "distinct");

	private final Evaluation evaluation;
	private final String system;
	private final StringBuilder body = new StringBuilder();

	private EvaluationPage(final Evaluation evaluation, final String system) {
		this.evaluation = evaluation;
		this.system = system;
	}

	/** @param preprocessing by which maps are laid over pictures */
	static String html(final Evaluation evaluation, final String system, final Preprocessing preprocessing) {
		final EvaluationPage page = new EvaluationPage(evaluation, system);
		page.begin();
		page.scores();
		page.differences();
		page.findings();
		page.clues();
		evaluation.localisation().filter(found -> !found.rows().isEmpty()).ifPresent(page::localisation);
		page.lengths();
		page.body.append(ExampleStudies.html(evaluation, preprocessing));
		page.explain();
		return Html.page("Evaluation of " + system, page.body.toString());
	}

	private void begin() {
		final int scored = evaluation.selection().studies().size();
		body.append("<h1>Evaluation of ").append(Html.escape(system)).append("</h1>\n<p>").append(scored).append(" of ")
			.append(evaluation.dataset().split(evaluation.split()).size()).append(" studies of split “").append(Html.escape(evaluation.split())).append("” of ")
			.append(Html.escape(evaluation.dataset().folder().toString())).append(", ").append(evaluation.selection().counts().get("without_reference"))
			.append(" without a reference report.</p>\n");
		if (evaluation.problems().isEmpty()) return;
		body.append("<h2>Not as it should be</h2>\n<ul class=\"warning\">\n");
		evaluation.problems().forEach(problem -> body.append("<li>").append(Html.escape(problem)).append("</li>\n"));
		body.append("</ul>\n");
	}

	private void scores() {
		final List<ScoreRow> rows = ScoreRow.of(evaluation, system);
		body.append("<h2>Scores</h2>\n<div class=\"wide\"><table>\n<tr><th>");
		rows.get(0).values().keySet().forEach(column -> body.append("<th class=\"number").append(edge(column)).append("\">").append(Html.escape(column)));
		body.append("</tr>\n");
		for (final ScoreRow row : rows) {
			body.append(row == rows.get(0) ? "<tr class=\"first\"><td>" : "<tr><td>").append(Html.escape(row.name()));
			row.values().forEach((column, value) -> body.append("<td class=\"number").append(edge(column)).append("\">").append(ScoreRow.format(column, value)));
			body.append("</tr>\n");
		}
		body.append("</table></div>\n<p class=\"small\">95 % intervals: ").append(List.of("clinical.micro13.f1", "clues.auroc_mean",
			"clues.auroc_mean_with_uncertain", "text.BLEU_4", "text.METEOR", "text.ROUGE_L", "text.CIDEr").stream().filter(evaluation.intervals()::containsKey).map(name -> name.replaceFirst("^text\\.", "") + " " + interval(
				evaluation.intervals().get(name))).collect(Collectors.joining(", "))).append(
					".<br>Read every number beside the baselines: one training report for all studies already reaches the text scores of published systems.</p>\n");
	}

	private static String edge(final String column) {
		return EDGES.contains(column) ? " edge" : "";
	}

	private void differences() {
		body.append("<h2>Differences to the others</h2>\n<div class=\"wide\"><table>\n<tr><th>compared with");
		final Map<String, String> shown = Map.of("clinical.micro13.f1", "F1 micro13", "clinical.example_based.f1", "F1 example", "text.BLEU_4", "BLEU-4",
			"text.METEOR", "METEOR", "text.ROUGE_L", "ROUGE-L", "text.CIDEr", "CIDEr");
		final List<String> names = evaluation.intervals().keySet().stream().filter(shown::containsKey).toList();
		names.forEach(name -> body.append("<th>").append(shown.get(name)));
		body.append("</tr>\n");
		evaluation.compared().forEach((name, other) -> difference(name, other, names));
		evaluation.baselines().forEach((name, other) -> difference(name.replace('_', ' '), other, names));
		body.append("</table></div>\n<p class=\"small\">Paired bootstrap over studies: 95 % interval of ").append(Html.escape(system)).append(
			" minus the other, and two-sided p; bold where the interval leaves out 0.</p>\n");
	}

	private void difference(final String name, final Evaluation.Other other, final List<String> shown) {
		body.append("<tr><td>").append(Html.escape(name));
		for (final String path : shown) {
			final Bootstrap.Difference difference = other.differences().get(path);
			final boolean clear = difference.interval().low() >= 0.0005 || difference.interval().high() <= -0.0005; // as shown
			final String text = String.format(Locale.ROOT, "%+.3f to %+.3f", difference.interval().low(), difference.interval().high());
			body.append("<td>").append(clear ? "<b>" + text + "</b>" : text).append(String.format(Locale.ROOT, "<br><span class=\"small\">p %.3f</span>",
				difference.p()));
		}
		body.append("</tr>\n");
	}

	private void findings() {
		final ClinicalEfficacy clinical = evaluation.scores().clinical();
		int most = 1;
		for (final Finding finding : Finding.values())
			most = Math.max(most, clinical.of(finding).found() + clinical.of(finding).wrong());
		body.append("<h2>Findings in the reports</h2>\n<div class=\"wide\"><table>\n<tr><th>finding<th class=\"number\">in references<th" +
			" class=\"number\">found<th class=\"number\">missed" +
			"<th class=\"number\">invented<th>confusion<th class=\"number\">precision<th class=\"number\">recall<th class=\"number\">F1<th>95 %</tr>\n");
		for (final Finding finding : Finding.values()) {
			final Agreement agreement = clinical.of(finding);
			final PrecisionRecall score = agreement.score();
			final Bootstrap.Interval interval = evaluation.intervals().get("clinical.per_finding." + finding.diseaseName() + ".f1");
			body.append("<tr><td>").append(finding.diseaseName());
			for (final int count : List.of(agreement.found() + agreement.missed(), agreement.found(), agreement.missed(), agreement.invented()))
				body.append("<td class=\"number\">").append(count);
			body.append("<td><div class=\"stack\">").append(piece(agreement.found(), most, FOUND)).append(piece(agreement.missed(), most, MISSED)).append(piece(agreement
				.invented(), most, INVENTED)).append("</div>");
			for (final double value : List.of(score.precision(), score.recall(), score.f1()))
				body.append(String.format(Locale.ROOT, "<td class=\"number\">%.2f", value));
			body.append("<td>").append(interval(interval)).append("</tr>\n");
		}
		body.append("</table></div>\n<p class=\"small\">").append(swatch(FOUND, "found: report and reference affirm it"))
			.append(swatch(MISSED, "missed: only the reference does")).append(swatch(INVENTED, "invented: only the report does")).append("</p>\n");
	}

	private static String piece(final int count, final int most, final int colour) {
		return String.format(Locale.ROOT, "<i style=\"width:%.2f%%;background:#%06x\" title=\"%d\"></i>", 100.0 * count / most, colour, count);
	}

	private static String swatch(final int colour, final String text) {
		return String.format(Locale.ROOT, "<span class=\"swatch\" style=\"background:#%06x\"></span>%s &ensp; ", colour, text);
	}

	private void clues() {
		final ClueScores clues = evaluation.scores().clueScores();
		if (clues.diseases().isEmpty()) return;
		final List<String> frequent = clues.frequentDiseases().stream().sorted((a, b) -> Double.compare(clues.auroc(b).orElse(0), clues.auroc(a).orElse(0))).toList();
		final Plot roc = new Plot("false positive rate", "true positive rate", 1, 1).diagonal();
		for (int k = 0; k < frequent.size(); k++) {
			final double[][] curve = clues.ranking(frequent.get(k)).curve();
			roc.line(curve[0], curve[1], CluePicture.colour(k), frequent.get(k));
		}
		final Plot reliability = new Plot("probability of the clue", "part of the studies that have it", 1, 1).diagonal();
		final List<Reliability.Bin> bins = clues.reliability().bins();
		final double cases = bins.stream().mapToInt(Reliability.Bin::cases).sum();
		bins.forEach(bin -> reliability.point(bin.probability(), bin.rate(), bin.cases() / cases, INK, bin.cases() + " clues"));
		body.append("<h2>Clues</h2>\n<div class=\"plots\">\n<div><h3>Receiver operating characteristic</h3>").append(roc.svg()).append("</div>\n<div><h3>")
			.append(number(clues.meanAuroc())).append(" mean AUROC</h3><ul class=\"legend\">");
		for (int k = 0; k < frequent.size(); k++)
			body.append("<li>").append(EvidencePicture.swatch(k)).append(number(clues.auroc(frequent.get(k)))).append(" ").append(Html.escape(frequent.get(k)));
		body.append("</ul><p class=\"small\">Findings with at least ").append(ClueScores.POSITIVES_AT_LEAST).append(" studies.").append(withUncertain())
			.append("</p></div>\n<div><h3>Reliability</h3>").append(reliability.svg()).append(String.format(Locale.ROOT,
			"<p class=\"small\">Expected calibration error %.3f; area: how many clues.</p></div>%n</div>%n", clues.reliability().expectedError()));
		table("<tr><th>clue<th class=\"number\">studies<th class=\"number\">AUROC<th>95 %<th class=\"number\">average precision<th class=\"number\">chance<th" +
			" class=\"number\">calibration error", List.copyOf(clues.diseases()), disease -> {
				final Bootstrap.Interval interval = evaluation.intervals().get("clues.per_disease." + disease + ".auroc");
				return String.format(Locale.ROOT, "<td class=\"number\">%d<td class=\"number\">%s<td>%s<td class=\"number\">%s<td class=\"number\">%.3f<td" +
					" class=\"number\">%.3f", clues.positives(disease), number(clues.auroc(disease)), interval == null ? "" : interval(interval),
					number(clues.ranking(disease).averagePrecision()), clues.positives(disease) / (double) evaluation.selection().studies().size(), clues.reliability(disease)
					.expectedError());
			});
	}

	private String withUncertain() {
		final ClueScores clues = evaluation.scores().withUncertain();
		return clues.meanAuroc().isEmpty() ? "" : String.format(Locale.ROOT, " Where what the reference is uncertain of counts as present, %d findings have as many; their mean is %s.",
			clues.frequentDiseases().size(), number(clues.meanAuroc()));
	}

	private void table(final String head, final List<String> names, final Function<String, String> cells) {
		body.append("<div class=\"wide\"><table>\n").append(head).append("</tr>\n");
		names.forEach(name -> body.append("<tr><td>").append(Html.escape(name.replace('_', ' '))).append(cells.apply(name)).append("</tr>\n"));
		body.append("</table></div>\n");
	}

	private void localisation(final Localisation found) {
		body.append("<h2>Where the maps point</h2>\n");
		final Map<String, Double> all = Localisation.means(found.rows(), "model");
		table("<tr><th>" + all.keySet().stream().map(name -> "<th class=\"number\">" + name.replace('_', ' ')).collect(Collectors.joining()), Localisation.maps(),
			map -> numbers(Localisation.means(found.rows(), map)));
		table("<tr><th>the model's, by disease<th class=\"number\">images" + all.keySet().stream().map(name -> "<th class=\"number\">" + name.replace('_', ' '))
			.collect(Collectors.joining()), List.copyOf(found.byDisease().keySet()), disease -> "<td class=\"number\">" + found.byDisease().get(disease).size() +
			numbers(Localisation.means(found.byDisease().get(disease), "model")));
		body.append("<p class=\"small\">").append(found.rows().size())
			.append(" marked diseases. Pointing: the map's maximum lies in the marked part. Coverage: part of the map's sum that does. " +
			"IoU: overlap with where the map reaches half of its maximum. Chance: the same everywhere. 95 % intervals of the model: ")
			.append(found.intervals().entrySet().stream().limit(3).map(entry -> entry.getKey() + " " + interval(entry.getValue())).collect(Collectors.joining(", ")))
			.append(".</p>\n");
	}

	private static String numbers(final Map<String, Double> values) {
		return values.values().stream().map(value -> String.format(Locale.ROOT, "<td class=\"number\">%.3f", value)).collect(Collectors.joining());
	}

	private void lengths() {
		final int[] reports = evaluation.scores().statistics().words(), references = ReportStatistics.of(evaluation.scores().references().texts()).words();
		final int longest = Math.max(10, Math.max(reports[reports.length - 1], references[references.length - 1]));
		final Plot plot = new Plot("words", "part of the reports that are not longer", 10 * Math.ceil(longest / 10.0), 1)
			.line(doubles(references), parts(references), GREY, "references").line(doubles(reports), parts(reports), INK, system);
		body.append("<h2>Length of the reports</h2>\n<div class=\"plots\"><div>").append(plot.svg()).append("</div><div><ul class=\"legend\"><li>")
			.append(swatch(INK, Html.escape(system))).append("<li>").append(swatch(GREY, "references")).append("</ul></div></div>\n");
	}

	private static double[] doubles(final int... values) {
		return IntStream.of(values).asDoubleStream().toArray();
	}

	private static double[] parts(final int... sorted) {
		return IntStream.rangeClosed(1, sorted.length).mapToDouble(i -> i / (double) sorted.length).toArray();
	}

	private void explain() {
		body.append("<details class=\"small\"><summary>What the numbers mean</summary>\n<p>Clinical scores compare findings that report and reference affirm," +
			" as a labeler reads them; " + "what is denied, doubted or not mentioned does not count. micro and macro over 14 findings, over 13 without “no" +
			" finding”, over 5 (atelectasis, cardiomegaly, consolidation, edema, " +
			"pleural effusion); example based: mean over studies. AUROC: mean over clues of findings with at least 10 studies. contradicted: part of the reports" +
			" with a sentence against their clues.</p>\n" + "<p>Texts are compared after cleaning “").append(evaluation.scores().references().cleaning().name()
			.toLowerCase(Locale.ROOT)).append("”. BLEU, ROUGE-L and CIDEr as the COCO " +
			"caption evaluation code computes them; METEOR 1.5 with its modules exact, stem and synonym (WordNet 3.1), without paraphrases: not the number of that" +
			" code. words: mean length. " + "repetition: part of a report's runs of four words that stand in it before.</p>\n<p>Baselines: the training report" +
			" with the best mean ROUGE-L on the training reports, the most common one, " +
			"a random one per study, and the same model shown the average of training images. Intervals: ").append(Evaluation.RESAMPLES)
			.append(" bootstrap resamples of studies, percentiles.</p>\n</details>\n");
	}

	private static String number(final OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "–";
	}

	private static String interval(final Bootstrap.Interval interval) {
		return String.format(Locale.ROOT, "%.3f–%.3f", interval.low(), interval.high());
	}
}
