package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.trrg.SharedData;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;

/**
 * How many contradictions are found, and how many that are none, on validation reports whose clues are what the original CheXpert
 * labeler read from them. Prints its figures.
 */
class ContradictionRecallTest {

	/** How people turn a sentence into its contrary, the first that applies. */
	private static final List<List<String>> NEGATIONS = List.of(List.of("^(There is|There are) no ", "$1 "), List.of("^(There is|There are) ", "$1 no "), List.of(
		"^No (.*?)( is| are)?( seen| identified| noted)?[.]$", "There is $1."), List.of("\\bwithout\\b", "with"), List.of("\\b(is|are) not\\b", "$1"), List.of(
			"\\b(is|are) normal( in size)?\\b", "$1 enlarged"), List.of("\\bwithin normal limits\\b", "enlarged"), List.of("\\bclear of\\b", "full of"), List.of(
				"\\bfree of\\b", "full of"), List.of("\\b(is|are) (clear)\\b", "$1 not $2"), List.of("\\bno\\b ", ""));

	private static List<Clue> clues(final Map<Finding, Label> labels) {
		final List<Clue> clues = new ArrayList<>();
		for (final Finding finding : Finding.values()) {
			final boolean present = labels.get(finding) == Label.POSITIVE;
			clues.add(new Clue(new Disease(finding.diseaseName(), List.of(), List.of(), 0.5, true), present ? 1 : 0, present, List.of()));
		}
		return clues;
	}

	private static Optional<String> negated(final String sentence) {
		return NEGATIONS.stream().map(rule -> sentence.replaceFirst("(?i)" + rule.get(0), rule.get(1))).filter(text -> !text.equals(sentence)).findFirst();
	}

	/** Whether the sentence says anything of one of the diseases. */
	private static boolean speaks(final String sentence, final List<Clue> clues) {
		return clues.stream().filter(clue -> !clue.disease().isNoFinding()).anyMatch(clue -> Mention.inSentence(clue.disease(), sentence) != Mention.NO);
	}

	@Test
	void negatedSentencesAreFlaggedAndTrueOnesAreNot() {
		final Dataset dataset = Dataset.open(SharedData.path("iu-xray"));
		int studies = 0, sentences = 0, alarmed = 0, falseAlarms = 0, negatedAll = 0, foundAll = 0, negatedDiseases = 0, foundDiseases = 0;
		for (final StudyItem item : dataset.split("val")) {
			final Map<Finding, Label> labels = dataset.referenceLabels(item.id()).orElse(Map.of());
			if (labels.isEmpty() || studies == 100) continue;
			studies++;
			final List<Clue> clues = clues(labels);
			final List<Contradiction> alarms = ContradictionCheck.check(item.report(), clues);
			falseAlarms += alarms.size();
			if (!alarms.isEmpty()) alarmed++;
			final List<String> all = Sentences.split(item.report());
			sentences += all.size();
			// One sentence of each report, another one each time: the first from there on that can be negated.
			for (int i = 0; i < all.size(); i++) {
				final String sentence = all.get((studies + i) % all.size());
				final Optional<String> contrary = negated(sentence);
				if (contrary.isEmpty()) continue;
				final boolean found = ContradictionCheck.check(item.report().replace(sentence, contrary.get()), clues).stream().anyMatch(contradiction -> contradiction
					.sentence().equals(contrary.get()) && !alarms.contains(contradiction));
				negatedAll++;
				if (found) foundAll++;
				if (!speaks(sentence, clues)) break;
				negatedDiseases++;
				if (found) foundDiseases++;
				else System.out.println("Not found: " + contrary.get());
				break;
			}
		}
		System.out.printf(Locale.ROOT, "Reference reports: %d flags in %d of %d reports (%d sentences)%n", falseAlarms, alarmed, studies, sentences);
		System.out.printf(Locale.ROOT, "One sentence negated: %d of %d found; of those that speak of a disease %d of %d%n", foundAll, negatedAll, foundDiseases, negatedDiseases);
		assertTrue(alarmed <= 0.15 * studies, "reports with false alarms");
		assertTrue(foundDiseases >= 0.9 * negatedDiseases, "negated sentences found");
	}
}
