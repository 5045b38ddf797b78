package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingLabelerTest {

	private final FindingLabeler labeler = new FindingLabeler();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		There is a small left pleural effusion.                         | Pleural Effusion | POSITIVE
		No pleural effusion.                                            | Pleural Effusion | NEGATIVE
		No pneumothorax, focal consolidation or large effusion.         | Pleural Effusion | NEGATIVE
		The effusion has resolved.                                      | Pleural Effusion | NEGATIVE
		No pneumothorax, but a small effusion.                          | Pleural Effusion | POSITIVE
		A pericardial effusion is known.                                | Pleural Effusion | BLANK
		Possible small effusion.                                        | Pleural Effusion | UNCERTAIN
		Blunting of the angle may represent a small effusion.           | Pleural Effusion | UNCERTAIN
		Pneumonia cannot be excluded.                                   | Pneumonia        | UNCERTAIN
		No airspace opacity to suggest pneumonia.                       | Pneumonia        | NEGATIVE
		Left base atelectasis or scarring.                              | Atelectasis      | UNCERTAIN
		No interval change in the left basilar atelectasis.             | Atelectasis      | POSITIVE
		Bibasilar streaky opacities, atelectasis versus scarring.       | Lung Opacity     | POSITIVE
		Mild cardiomegaly.                                              | Cardiomegaly     | POSITIVE
		The heart is not enlarged.                                      | Cardiomegaly     | NEGATIVE
		The heart size and pulmonary vascularity appear normal.         | Cardiomegaly     | NEGATIVE
		Heart size is mildly enlarged, pulmonary vessels are normal.    | Cardiomegaly     | POSITIVE
		The cardiomediastinal silhouette is stable.                     | Enlarged Cardiomediastinum | UNCERTAIN
		The mediastinal contours are normal and stable.                 | Enlarged Cardiomediastinum | NEGATIVE
		Widened mediastinum.                                            | Enlarged Cardiomediastinum | POSITIVE
		Mild pulmonary vascular congestion.                             | Edema            | UNCERTAIN
		An 8 mm calcified nodule.                                       | Lung Lesion      | BLANK
		A 2.5 cm nodule, not seen on the lateral view.                  | Lung Lesion      | POSITIVE
		Right internal jugular catheter with tip in the SVC.            | Support Devices  | POSITIVE
		The chest tube has been removed.                                | Support Devices  | NEGATIVE
		Healed left rib fractures.                                      | Fracture         | POSITIVE
		Biapical pleural thickening.                                    | Pleural Other    | POSITIVE
		No acute cardiopulmonary abnormality.                           | No Finding       | POSITIVE
		""")
	void readsWhatOneSentenceSays(final String sentence, final String finding, final Label label) {
		assertEquals(label, labeler.labelSentence(sentence).get(Finding.of(finding).orElseThrow()));
	}

	@Test
	void aSentenceSpeaksOfSeveralFindings() {
		final Map<Finding, Label> labels = labeler.labelSentence("Cardiomegaly with edema, without pneumothorax or consolidation.");
		final Map<Finding, Label> expected = allBlank();
		expected.put(Finding.CARDIOMEGALY, Label.POSITIVE);
		expected.put(Finding.EDEMA, Label.POSITIVE);
		expected.put(Finding.PNEUMOTHORAX, Label.NEGATIVE);
		expected.put(Finding.CONSOLIDATION, Label.NEGATIVE);
		assertEquals(expected, labels);
	}

	@Test
	void overSentencesPositiveBeatsUncertainBeatsNegative() {
		assertEquals(Label.POSITIVE, labeler.label("No edema. Possible edema. There is edema.").get(Finding.EDEMA));
		assertEquals(Label.UNCERTAIN, labeler.label("No edema. Possible edema.").get(Finding.EDEMA));
		assertEquals(Label.NEGATIVE, labeler.label("No edema. The lungs are clear.").get(Finding.EDEMA));
	}

	@ParameterizedTest
	@ValueSource(strings = { "The lungs are clear. No effusion.", "Clear lungs. Right chest tube in place." })
	void aReportOfNothingAbnormalHasNoFinding(final String report) {
		assertEquals(Label.POSITIVE, labeler.label(report).get(Finding.NO_FINDING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "The lungs are clear. Mild cardiomegaly.", "Clear lungs. Possible effusion.", "Calcified granuloma in the left lung." })
	void aReportOfAnythingAbnormalDoesNot(final String report) {
		assertEquals(Label.BLANK, labeler.label(report).get(Finding.NO_FINDING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", " . ,; ..", "\n" })
	void aTextWithoutSentencesSaysNothing(final String report) {
		assertEquals(allBlank(), labeler.label(report));
	}

	@Test
	void givesEachSentenceItsLabels() {
		final List<SentenceLabels> sentences = labeler.labelSentences("No effusion.There is edema.");
		assertEquals(List.of("No effusion.", "There is edema."), sentences.stream().map(SentenceLabels::sentence).toList());
		assertEquals(Label.NEGATIVE, sentences.get(0).label(Finding.PLEURAL_EFFUSION));
		assertEquals(Label.POSITIVE, sentences.get(1).label(Finding.EDEMA));
	}

	@Test
	void servesManyThreadsAtOnce() {
		final Map<Finding, Label> expected = labeler.label("Edema. No effusion.");
		assertTrue(IntStream.range(0, 1000).parallel().allMatch(i -> labeler.label("Edema. No effusion.").equals(expected)));
	}

	private static Map<Finding, Label> allBlank() {
		final Map<Finding, Label> labels = new EnumMap<>(Finding.class);
		for (final Finding finding : Finding.values())
			labels.put(finding, Label.BLANK);
		return labels;
	}
}
