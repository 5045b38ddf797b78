package io.github.trrg.clue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;

class DiseaseTest {

	@Test
	void aNewDiseaseIsANameAndTwoSidesOfPrompts() {
		assertEquals(new Disease("hiatal hernia", List.of("There is a hiatal hernia.", "Hernia."), List.of("No hernia."), 0.5, false), Disease.parse(
			" Hiatal Hernia : There is a hiatal hernia. | Hernia. : No hernia. "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hernia", "hernia:yes", "hernia:yes:", "hernia::no", ":yes:no", "a, b:yes:no", "hernia:yes:no:maybe", "hernia: | :no" })
	void anythingElseIsExplained(final String text) {
		final String message = assertThrows(TrrgException.class, () -> Disease.parse(text)).getMessage();
		assertTrue(message.contains("\"" + text + "\"") && message.contains("name:positive prompt:negative prompt"), message);
	}

	@Test
	void newDiseasesComeLastAndKnownOnesStayAsTheyAre() {
		final Disease known = Disease.parse("edema:Edema.:No edema.").withThreshold(0.3, true), hernia = Disease.parse("hernia:Hernia.:No hernia.");
		assertEquals(List.of(known, hernia), Disease.join(List.of(known), List.of(Disease.parse("edema:Edema.:No edema."), hernia)));
		final String message = assertThrows(TrrgException.class, () -> Disease.join(List.of(known), List.of(Disease.parse("edema:Swelling.:No edema.")))).getMessage();
		assertTrue(message.contains("edema") && message.contains("Edema."), message);
	}
}
