package io.github.trrg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.evaluate.Evaluator;
import io.github.trrg.evaluate.Predictions;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.Mention;
import io.github.trrg.report.Report;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.report.SentenceLabels;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** What the bundled model must be able to do on the validation studies. Prints its figures. */
class DefaultModelTest {

	private static final int BATCH = 8;
	/** Diseases that are forced on and off: those the training reports affirm often enough to be learnt. */
	private static final List<String> FORCED = List.of("cardiomegaly", "lung opacity", "pleural effusion", "atelectasis", "support devices", "fracture", "lung lesion");

	/** Findings that may lie on one side. */
	static final Set<Finding> SIDED = Set.of(Finding.LUNG_OPACITY, Finding.PLEURAL_EFFUSION, Finding.ATELECTASIS, Finding.LUNG_LESION, Finding.CONSOLIDATION,
		Finding.PNEUMOTHORAX);

	private static Trrg trrg;
	private static Dataset dataset;
	private static List<StudyItem> items;
	private static final List<Perceived> PERCEIVED = new ArrayList<>();
	private static final List<Report> REPORTS = new ArrayList<>();

	@BeforeAll
	static void readAllStudies() {
		dataset = Dataset.open(SharedData.path("iu-xray"));
		items = dataset.split("val");
		trrg = Trrg.open(Path.of("models", "trrg-iu-small"), "cpu");
		for (final StudyItem item : items)
			PERCEIVED.add(trrg.perceive(study(item)));
		REPORTS.addAll(write(PERCEIVED));
	}

	@AfterAll
	static void close() {
		if (trrg != null) trrg.close();
	}

	private static Study study(final StudyItem item) {
		final List<View> views = new ArrayList<>();
		item.images().forEach(file -> views.add(GreyImageReader.read(file)));
		return new Study(item.id(), views, item.indication());
	}

	private static List<Report> write(final List<Perceived> studies) {
		final List<Report> reports = new ArrayList<>();
		for (int from = 0; from < studies.size(); from += BATCH)
			reports.addAll(trrg.generate(studies.subList(from, Math.min(studies.size(), from + BATCH)), trrg.model().generation(), TokenListener.NONE, Progress.NONE));
		return reports;
	}

	private static JsonObject metrics() {
		final Map<String, String> texts = new LinkedHashMap<>();
		final Map<String, List<Clue>> clues = new HashMap<>();
		for (int i = 0; i < items.size(); i++) {
			texts.put(items.get(i).id(), REPORTS.get(i).text());
			clues.put(items.get(i).id(), PERCEIVED.get(i).clues());
		}
		final JsonObject metrics = Evaluator.score(dataset, "val", ReportCleaning.R2GEN_IU, new Predictions(texts, clues, Set.of(), Map.of())).metrics();
		System.out.println(metrics);
		return metrics;
	}

	@Test
	void reachesTheFloorsOfAUsefulModel() {
		final JsonObject metrics = metrics();
		final JsonObject text = metrics.getAsJsonObject("text");
		final JsonObject baselines = metrics.getAsJsonObject("baselines");
		assertTrue(number(metrics, "clues", "auroc_mean") >= 0.69, "mean AUROC of the clues");
		assertTrue(number(metrics, "clinical", "micro13", "f1") >= 0.25, "clinical micro-F1 over 13 findings");
		for (final String baseline : List.of("best_single", "random"))
			assertTrue(number(metrics, "clinical", "micro13", "f1") > number(baselines, baseline, "clinical", "micro13", "f1"), "clinical F1 above " + baseline);
		for (final String score : List.of("BLEU_4", "ROUGE_L", "CIDEr"))
			assertTrue(text.get(score).getAsDouble() > number(baselines, "random", "text", score), score + " above random");
		assertTrue(REPORTS.stream().map(Report::text).distinct().count() >= 40, "distinct reports");
	}

	@Test
	@Disabled("Goals: the clues of today's model reach .70, and one constant normal report has as many of CIDEr's n-grams as its reports")
	void perceivesWellAndWritesBetterThanOneConstantReport() {
		final JsonObject metrics = metrics();
		assertTrue(number(metrics, "clues", "auroc_mean") >= 0.72, "mean AUROC of the clues");
		assertTrue(number(metrics, "text", "CIDEr") > number(metrics, "baselines", "best_single", "text", "CIDEr"), "CIDEr above the best single report");
	}

	private static double number(final JsonObject json, final String... path) {
		JsonObject at = json;
		for (int i = 0; i + 1 < path.length; i++)
			at = at.getAsJsonObject(path[i]);
		return at.get(path[path.length - 1]).getAsDouble();
	}

	/** Shown the pictures of another study, the model perceives what that study shows. */
	@Test
	void theReportFollowsThePicture() {
		int texts = 0;
		final int pairs = 50;
		for (int i = 0; i < pairs; i++) {
			final Study other = study(items.get(2 * i + 1));
			final Perceived swapped = trrg.perceive(new Study(items.get(2 * i).id(), other.views(), items.get(2 * i).indication()));
			for (int k = 0; k < swapped.clues().size(); k++) {
				assertEquals(PERCEIVED.get(2 * i + 1).clues().get(k).probability(), swapped.clues().get(k).probability(), 1e-6);
				assertNotEquals(PERCEIVED.get(2 * i).clues().get(k).probability(), swapped.clues().get(k).probability());
			}
			if (!trrg.generate(swapped).text().equals(REPORTS.get(2 * i).text())) texts++;
		}
		System.out.printf(Locale.ROOT, "Pictures swapped: clues changed in all of %d studies, text in %d%n", pairs, texts);
		assertTrue(texts >= pairs / 3); // two normal studies are worded alike
	}

	/** A clue told is written about, a clue taken away is not. */
	@Test
	void theReportFollowsItsClues() {
		final List<Perceived> edited = new ArrayList<>();
		final List<String> diseases = new ArrayList<>();
		final List<Boolean> on = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			final Perceived study = PERCEIVED.get(i);
			final String disease = FORCED.get(i % FORCED.size());
			if (!study.clue(disease).orElseThrow().selected()) {
				edited.add(study.withSelected(disease, true));
				diseases.add(disease);
				on.add(true);
			}
			for (final Clue clue : study.clues())
				if (clue.selected() && !clue.disease().isNoFinding() && Mention.of(clue.disease(), REPORTS.get(i).text()) == Mention.PRESENT) {
					edited.add(study.withSelected(clue.disease().name(), false));
					diseases.add(clue.disease().name());
					on.add(false);
				}
		}
		final List<Report> reports = write(edited);
		int appeared = 0;
		int forced = 0;
		int vanished = 0;
		for (int i = 0; i < reports.size(); i++) {
			final boolean present = Mention.of(edited.get(i).clue(diseases.get(i)).orElseThrow().disease(), reports.get(i).text()) == Mention.PRESENT;
			if (on.get(i)) {
				forced++;
				if (present) appeared++;
			}
			else if (!present) vanished++;
		}
		System.out.printf(Locale.ROOT, "Clues forced on: %d of %d then affirmed; taken away: %d of %d no longer affirmed%n", appeared, forced, vanished,
			reports.size() - forced);
		assertTrue(appeared >= forced / 2);
		assertTrue(vanished >= (reports.size() - forced) / 2);
	}

	/** Where a report places a finding on one side only, the map's mass lies there more often than on the other. */
	@Test
	void mapsLieOnTheSideTheReportNames() {
		final FindingLabeler labeler = new FindingLabeler();
		int right = 0;
		int all = 0;
		for (int i = 0; i < items.size(); i++) {
			final int frontal = items.get(i).views().indexOf("frontal");
			if (frontal < 0) continue;
			for (final Finding finding : SIDED) {
				final Boolean leftOfPatient = side(labeler.labelSentences(items.get(i).report()), finding);
				if (leftOfPatient == null) continue;
				all++;
				if (massOnTheRight(PERCEIVED.get(i).clue(finding.diseaseName()).orElseThrow().maps().get(frontal)) > 0.5 == leftOfPatient) right++;
			}
		}
		final double rate = right / (double) all;
		final double error = 1.96 * Math.sqrt(rate * (1 - rate) / all);
		System.out.printf(Locale.ROOT, "Maps on the side the report names: %d of %d, %.2f (95 %% interval %.2f to %.2f)%n", right, all, rate, rate - error, rate + error);
		assertTrue(rate > 0.5);
	}

	/** Whether the patient's left is the only side the report places the finding on; null if it names both or none. */
	static Boolean side(final List<SentenceLabels> sentences, final Finding finding) {
		boolean left = false;
		boolean right = false;
		for (final SentenceLabels sentence : sentences) {
			if (sentence.labels().getOrDefault(finding, Label.BLANK) != Label.POSITIVE) continue;
			final String text = sentence.sentence().toLowerCase(Locale.ROOT);
			left |= text.matches(".*\\b(left|bilateral|bibasilar|both)\\b.*");
			right |= text.matches(".*\\b(right|bilateral|bibasilar|both)\\b.*");
		}
		return left == right ? null : Boolean.valueOf(left);
	}

	/** The patient's left is on the image's right. */
	private static double massOnTheRight(final AttentionMap map) {
		double right = 0;
		double sum = 0;
		for (int row = 0; row < map.rows(); row++)
			for (int column = 0; column < map.columns(); column++) {
				sum += map.at(row, column);
				if (column >= map.columns() / 2) right += map.at(row, column);
			}
		return right / sum;
	}
}
