package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.StudyItem;
import io.github.trrg.page.EvidencePicture;
import io.github.trrg.page.Html;
import io.github.trrg.report.Finding;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;

/** The worst and the best studies with picture, reference, report and maps. */
final class ExampleStudies {

	private static final int EACH = 5, PICTURE_SIDE = 384, CLUES = 3;

	private final Scores scores;
	private final Preprocessing preprocessing;

	private ExampleStudies(final Scores scores, final Preprocessing preprocessing) {
		this.scores = scores;
		this.preprocessing = preprocessing;
	}

	static String html(final Evaluation evaluation, final Preprocessing preprocessing) {
		final ExampleStudies examples = new ExampleStudies(evaluation.scores(), preprocessing);
		final List<Integer> ranked = examples.ranked();
		final int each = Math.min(EACH, (ranked.size() + 1) / 2);
		final List<Integer> worst = new ArrayList<>(ranked.subList(ranked.size() - Math.min(each, ranked.size() - each), ranked.size()));
		worst.sort(Comparator.comparing(ranked::indexOf, Comparator.reverseOrder()));
		return examples.section("Worst studies", worst) + examples.section("Best studies", ranked.subList(0, each));
	}

	/** From best to worst: by findings that are wrong, then by those that are right, then by ROUGE-L. */
	private List<Integer> ranked() {
		return IntStream.range(0, scores.everyStudy().length).boxed().sorted(Comparator.comparingInt((final Integer study) -> scores.clinical().ofStudy(study)
			.wrong()).thenComparingInt(study -> -scores.clinical().ofStudy(study).found()).thenComparingDouble(study -> -scores.text(study).get("ROUGE_L"))).toList();
	}

	private String section(final String heading, final List<Integer> studies) {
		return studies.isEmpty() ? "" : "<h2>" + heading + "</h2>\n<div class=\"examples\">\n" + studies.stream().map(this::example).collect(Collectors.joining()) +
			"</div>\n";
	}

	private String example(final int study) {
		final StudyItem item = scores.references().studies().get(study);
		final List<Clue> selected = EvidencePicture.strongest(scores.clues(study), CLUES);
		final StringBuilder html = new StringBuilder("<div class=\"example\">\n<div>").append(pictures(item, selected.stream().filter(clue -> !clue.maps().isEmpty())
			.toList())).append("</div>\n<div><h3>").append(Html.escape(item.id())).append(String.format(Locale.ROOT, "</h3>%n<p class=\"small\">ROUGE-L %.3f",
			scores.text(study).get("ROUGE_L")));
		findings(html, "found", scores.clinical().findings(study, true, true));
		findings(html, "missed", scores.clinical().findings(study, false, true));
		findings(html, "invented", scores.clinical().findings(study, true, false));
		html.append("</p>\n<p class=\"small\">Reference</p><p class=\"report\">").append(Html.escape(item.report()))
			.append("</p>\n<p class=\"small\">Report</p><p class=\"report\">").append(Html.escape(scores.report(study))).append("</p>\n<p class=\"small\">");
		for (int k = 0; k < selected.size(); k++)
			html.append(EvidencePicture.swatch(k)).append(Html.escape(selected.get(k).disease().name())).append(String.format(Locale.ROOT, " %.2f &ensp; ",
				selected.get(k).probability()));
		return html.append("</p></div>\n</div>\n").toString();
	}

	private static void findings(final StringBuilder html, final String what, final List<Finding> findings) {
		if (!findings.isEmpty()) html.append(" · ").append(what).append(": ").append(findings.stream().map(Finding::diseaseName).collect(Collectors.joining(", ")));
	}

	/** Plain and with the clues, view by view. Predictions of other systems may come without images. */
	private String pictures(final StudyItem item, final List<Clue> clues) {
		try {
			final Study study = ModelReader.study(item);
			final StringBuilder html = new StringBuilder("<div class=\"row\">");
			for (int v = 0; v < study.views().size(); v++) {
				html.append(EvidencePicture.figure(study.views().get(v), v, List.of(), preprocessing, PICTURE_SIDE));
				if (!clues.isEmpty()) html.append(EvidencePicture.figure(study.views().get(v), v, clues, preprocessing, PICTURE_SIDE));
			}
			return html.append("</div>\n").toString();
		}
		catch (final TrrgException e) {
			return "<p class=\"small\">" + Html.escape(e.getMessage()) + "</p>";
		}
	}
}
