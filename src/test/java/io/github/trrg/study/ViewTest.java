package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {

	@ParameterizedTest
	@CsvSource({ "PA, FRONTAL", "AP, FRONTAL", "LL, LATERAL", "chest_lat-2.png, LATERAL", "W Chest Lateral, LATERAL", "Thorax p.a., UNKNOWN", "patient 7, UNKNOWN",
		"chest PA and lateral, UNKNOWN", "12.dcm, UNKNOWN" })
	void projectionIsReadFromTagsAndNames(final String text, final View.Position expected) {
		assertEquals(expected, View.Position.of(text));
	}
}
