package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;

import io.github.trrg.SharedData;

class TrainingTextTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		Calcified hilar lymph XXXX.                             | Calcified hilar lymph nodes.
		XXXX sternotomy XXXX are intact.                        | Median sternotomy wires are intact.
		Minimal XXXX opacity in the left base.                  | Minimal opacity in the left base.
		Left base opacity, XXXX atelectasis.                    | Left base opacity, likely atelectasis.
		There are no XXXX of a pleural effusion.                | There are no signs of a pleural effusion.
		A 7 XXXX nodule in the right apex.                      | A 7 mm nodule in the right apex.
		""")
	void repairsLostWordsWhereTheContextLeavesNoDoubt(final String sentence, final String truthful) {
		assertEquals(truthful, TrainingText.of(sentence));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		Stable mild cardiomegaly.                               | Mild cardiomegaly.
		Mild cardiomegaly, unchanged from prior.                | Mild cardiomegaly.
		The calcified granulomas are stable.                    | Calcified granulomas.
		Heart size is enlarged but stable.                      | Heart size is enlarged.
		Lungs remain clear.                                     | Lungs are clear.
		Surgical clips are again noted.                         | Surgical clips are noted.
		In the interval, a 2 cm nodule has developed.           | A 2 cm nodule.
		There is new right effusion.                            | There is right effusion.
		Prior granulomatous disease.                            | Prior granulomatous disease.
		Opacity in the right base, worse than in the left.      | Opacity in the right base, worse than in the left.
		""")
	void takesTheComparisonOutWhereTheSentenceStandsWithoutIt(final String sentence, final String truthful) {
		assertEquals(truthful, TrainingText.of(sentence));
	}

	@ParameterizedTest
	@ValueSource(strings = { "The XXXX are unremarkable.", "Stable cardiomediastinal silhouette.", "The mediastinum is unchanged.", "No interval change.",
		"The effusion has resolved.", "Interval removal of the chest tube.", "Comparison XXXX.", "Chest CT is recommended.", "2 images.", "Correlate clinically." })
	void dropsWhatThePictureAloneCannotShow(final String sentence) {
		assertEquals("", TrainingText.of(sentence));
	}

	@Test
	void dropsWhatMimicBlanked() {
		assertEquals("The lungs are clear.", TrainingText.of("Dr. ___ was told at ___. The lungs are clear. A ___ mm nodule is seen."));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		___F with new onset ascites                             | New onset ascites.
		___-year-old woman with cough, fall on ___              | Cough.
		___ year old man with fever since ___                   | ''
		___ yo M w/ chest pain                                  | Chest pain.
		Cough                                                   | Cough.
		""")
	void anIndicationLosesWhatMimicBlanked(final String indication, final String known) {
		assertEquals(known, TrainingText.indication(indication));
	}

	@Test
	void tidiesAndKeepsCase() {
		assertEquals("Tip in the SVC. No effusion. The lungs are clear.", TrainingText.of("1. tip  in the SVC .. 2. No effusion.the lungs are clear"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		XXXX-year-old male with chest pain.           | Chest pain.
		XXXX and chest tightness, history of asthma   | Chest tightness, history of asthma.
		XXXX.                                         | ''
		''                                            | ''
		""")
	void keepsTheKnownPartsOfAnIndication(final String indication, final String known) {
		assertEquals(known, TrainingText.indication(indication));
	}

	@Test
	void leavesNoMarkInAnyTrainingReport() throws IOException {
		int kept = 0;
		for (final JsonElement item : SharedData.json("iu-xray/annotation.json").getAsJsonArray("train")) {
			final String text = TrainingText.of(item.getAsJsonObject().get("report").getAsString());
			assertFalse(text.contains("XXXX"), text);
			if (!text.isEmpty()) kept++;
		}
		assertTrue(kept > 2000, kept + " of 2069 reports keep a sentence");
	}
}
