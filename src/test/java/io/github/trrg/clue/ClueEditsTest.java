package io.github.trrg.clue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.trrg.common.Complaints;

class ClueEditsTest {

	private static final List<Clue> CLUES = List.of(clue("no finding", 0.5, false), clue("edema", 0.6, true), clue("lung lesion", 0.3, false));

	private static Clue clue(final String name, final double probability, final boolean selected) {
		return new Clue(new Disease(name, List.of(), List.of(), 0.5, true), probability, selected, List.of());
	}

	private static List<String> selected(final ClueEdits edits) {
		return edits.apply(CLUES).stream().filter(Clue::selected).map(clue -> clue.disease().name()).toList();
	}

	@Test
	void aTickSelectsWhateverTheProbability() {
		assertEquals(List.of("edema", "lung lesion"), selected(ClueEdits.parse("Lung lesion", "", "")));
	}

	@Test
	void aThresholdDecidesUnlessATickDoes() {
		assertEquals(List.of("lung lesion"), selected(ClueEdits.parse("", "", "edema 0.7, lung lesion 0.3")));
		assertEquals(List.of("edema", "lung lesion"), selected(ClueEdits.parse("edema", "", "edema 0.7, lung lesion 0.3")));
		assertEquals(0.7, ClueEdits.parse("", "", "edema 0.7").apply(CLUES).get(1).disease().threshold());
	}

	/** What the clues became tells what was edited. */
	@Test
	void editsAreReadOffTheClues() {
		for (final ClueEdits edits : List.of(ClueEdits.NONE, ClueEdits.parse("lung lesion", "", ""), ClueEdits.parse("", "edema", ""), ClueEdits.parse("", "",
			"edema 0.7, lung lesion 0.3"), ClueEdits.parse("edema", "", "edema 0.7")))
			assertEquals(edits, ClueEdits.between(CLUES, edits.apply(CLUES)));
	}

	@Test
	void noFindingComesBackWhenNoDiseaseIsLeft() {
		assertEquals(List.of("no finding"), selected(ClueEdits.parse("", "edema", "")));
		assertEquals(List.of("edema"), selected(ClueEdits.parse("no finding", "", "")));
	}

	@Test
	void whatIsWrittenIsReadAgain() {
		final ClueEdits edits = new ClueEdits(Map.of("edema", false), Map.of("lung lesion", 0.25)).withTick("fracture", true);
		assertEquals(edits, ClueEdits.parse(edits.on(), edits.off(), edits.thresholdText()));
		assertEquals("lung lesion 0.25", edits.thresholdText());
	}

	@Test
	void anEditTakenBackLeavesNothing() {
		assertEquals(ClueEdits.NONE, ClueEdits.NONE.withTick("Edema", true).withThreshold("edema", 0.1).withTick("edema", null).withThreshold("edema", null));
	}

	@Test
	void aDiseaseMayBeNamedTwice() {
		assertEquals(List.of("no finding"), selected(ClueEdits.parse("", "edema, Edema", "")));
		assertEquals(List.of("edema", "lung lesion"), selected(ClueEdits.parse("lung lesion, lung lesion", "", "")));
	}

	@Test
	void impossibleEditsAreNamed() {
		Complaints.assertMessage(() -> ClueEdits.parse("gout", "", "").apply(CLUES), "The model knows no disease \"gout\"");
		Complaints.assertMessage(() -> ClueEdits.parse("edema", "EDEMA", ""), "both on and off");
		Complaints.assertMessage(() -> ClueEdits.parse("", "", "edema"), "like \"edema 0.4\"; got \"edema\"");
		Complaints.assertMessage(() -> ClueEdits.parse("", "", "0.4"), "like \"edema 0.4\"; got \"0.4\"");
		Complaints.assertMessage(() -> ClueEdits.parse("", "", "edema 1.5"), "from 0 to 1, got 1.5");
	}
}
