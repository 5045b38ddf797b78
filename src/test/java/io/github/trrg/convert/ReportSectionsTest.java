package io.github.trrg.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Reports in the forms that MIMIC-CXR has; the texts are made up. */
class ReportSectionsTest {

	private static void assertSections(final String text, final String findings, final String impression, final String indication, final String comparison) {
		assertEquals(new ReportSections(findings, impression, indication, comparison), ReportSections.parse(text.replace("\n", "\n ")));
		assertEquals(new ReportSections(findings, impression, indication, comparison), ReportSections.parse(text.replace("\n", "\r\n")));
	}

	@Test
	void headingsBeginSections() {
		assertSections("""
			                                 FINAL REPORT
			EXAMINATION:  CHEST (PA AND LAT)

			INDICATION:  ___ year old woman with fever  // pneumonia?

			TECHNIQUE:  Chest PA and lateral

			COMPARISON:  Chest radiograph ___

			FINDINGS:\s

			The lungs are clear.  Heart size
			is normal.

			There is no effusion.

			IMPRESSION:\s

			1. No pneumonia.
			2. Normal heart.

			NOTIFICATION:  Dr. ___ was called.
			""", "The lungs are clear. Heart size is normal. There is no effusion.", "1. No pneumonia. 2. Normal heart.", "___ year old woman with fever // pneumonia?",
			"Chest radiograph ___");
	}

	@Test
	void aWetReadIsNoPartOfTheReport() {
		assertSections("""
			WET READ: ___ ___ ___ 9:12 PM
			 IMPRESSION: Possible pneumothorax.
			______________________________________________________________________________
			                                 FINAL REPORT
			HISTORY:  Chest pain.

			CHEST, TWO VIEWS:  ___

			FINDINGS:  No pneumothorax.
			""", "No pneumothorax.", "", "Chest pain.", "");
		assertSections("FINDINGS: Clear.\nWET READ VERSION #1\nWET READ: something else.", "Clear. WET READ VERSION #1", "", "", "");
	}

	@Test
	void impressionsAreJoinedAndNotRepeated() {
		assertSections("IMPRESSION: Edema.\n\nIMPRESSION: Edema.\n\nCONCLUSION: Effusion.", "", "Edema. Effusion.", "", "");
		assertSections("FINDINGS AND IMPRESSION: Clear lungs.", "Clear lungs.", "", "", "");
		assertSections("FINDINGS/IMPRESSION: Clear lungs.", "Clear lungs.", "", "", "");
	}

	@Test
	void aViewAsHeadingHasTheFindings() {
		assertSections("CLINICAL HISTORY: Fall.\n\nPORTABLE AP CHEST, 5:03 A.M., ___:  The tube ends above the carina.\nLungs are clear.\n\nIMPRESSION: Tube in place.",
			"The tube ends above the carina. Lungs are clear.", "Tube in place.", "Fall.", "");
		assertSections("PORTABLE AP UPRIGHT: Both lungs are clear.\nREASON FOR EXAMINATION: Fall.\nPROVISIONAL FINDINGS IMPRESSION (PFI): Effusion.",
			"Both lungs are clear.", "", "Fall.", "");
		assertSections("CHEST: PA and lateral ___\nIMPRESSION: Normal.", "", "Normal.", "", "");
	}

	@Test
	void organsAmongTheFindingsAreNoSections() {
		assertSections("FINDINGS:\nLUNGS: Clear.\nCHEST WALL: Old fracture.\nHEART: Normal.\nRECOMMENDATION(S): Repeat it.",
			"LUNGS: Clear. CHEST WALL: Old fracture. HEART: Normal.", "", "", "");
	}

	@Test
	void withoutHeadingsTheLastParagraphCounts() {
		assertSections("""
			                                 FINAL REPORT
			CHEST RADIOGRAPH

			INDICATION:  Shortness of breath.

			COMPARISON:  ___.

			A single view was obtained at the bedside.

			Mild edema has developed, and there are
			small effusions.

			___
			""", "Mild edema has developed, and there are small effusions.", "", "Shortness of breath.", "___.");
		assertSections("", "", "", "", "");
	}

	@Test
	void headingsInSmallLettersAreKnownToo() {
		assertSections("Indication: Cough.\n\nFindings: The answer is this: clear lungs.\nThe heart: normal.\nImpression: Normal.",
			"The answer is this: clear lungs. The heart: normal.", "Normal.", "Cough.", "");
	}
}
