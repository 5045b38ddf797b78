package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;

class ContradictionCheckTest {

	private static final String TEXT = "There is a right pleural effusion. No edema. Possible pneumonia. The lungs show no hiatal hernias.";

	@Test
	void namesASentenceThatAffirmsWhatTheCluesDeny() {
		assertEquals(List.of(new Contradiction("There is a right pleural effusion.", "pleural effusion",
			"The sentence affirms pleural effusion although its clue is not selected (probability 0.10, threshold 0.40).")),
			ContradictionCheck.check(TEXT, List.of(clue("pleural effusion", 0.1, false))));
	}

	@Test
	void namesASentenceThatDeniesWhatTheCluesAffirm() {
		assertEquals(List.of(new Contradiction("No edema.", "edema", "The sentence denies edema although its clue is selected (probability 0.90, threshold 0.40).")),
			ContradictionCheck.check(TEXT, List.of(clue("edema", 0.9, true))));
	}

	/** Lungs that are clear have no opacity, and bones that are intact no fracture; what is "otherwise" clear or on one side may have. */
	@Test
	void whatASentenceLeavesNoRoomForIsDenied() {
		final List<Clue> clues = List.of(clue("lung opacity", 0.9, true), clue("fracture", 0.9, true));
		final String affirmed = "There is an opacity. There is a fracture. ";
		for (final String denial : List.of("The lungs are clear.", "Lungs are grossly clear bilaterally.", "Both lungs are well expanded and clear.",
			"Bony structures are within normal limits.", "The osseous structures are intact."))
			assertEquals(List.of(denial), ContradictionCheck.check(affirmed + denial, clues).stream().map(Contradiction::sentence).toList());
		for (final String compatible : List.of("The lungs are otherwise clear.", "The right lung is clear.", "The lungs are clear of effusion.", "Remainder of the lungs are clear.",
			"Lungs are clear except for the base.", "No acute bony abnormality."))
			assertEquals(List.of(), ContradictionCheck.check(affirmed + compatible, clues), compatible);
	}

	@Test
	void namesASelectedClueLeftOut() {
		final List<Contradiction> contradictions = ContradictionCheck.check(TEXT, List.of(clue("fracture", 0.9, true)));
		assertEquals(1, contradictions.size());
		assertEquals("", contradictions.get(0).sentence());
		assertTrue(contradictions.get(0).reason().contains("does not speak of fracture"), contradictions.get(0).reason());
	}

	@Test
	void agreementDoubtAndNoFindingContradictNothing() {
		assertEquals(List.of(), ContradictionCheck.check(TEXT, List.of(clue("pleural effusion", 0.9, true), clue("edema", 0.1, false), clue("pneumonia", 0.9, true),
			clue("fracture", 0.1, false), clue("no finding", 0.9, true))));
	}

	/** "A or B" says that one of them is there. */
	@Test
	void aChoiceOfWhatTheCluesDenyIsAContradiction() {
		final String choice = "There is an effusion or pneumothorax.";
		final List<Contradiction> both = ContradictionCheck.check(choice, List.of(clue("pleural effusion", 0.1, false), clue("pneumothorax", 0.2, false)));
		assertEquals(List.of("The sentence affirms pleural effusion or pneumothorax although the clue of pleural effusion is not selected (probability 0.10, threshold 0.40).",
			"The sentence affirms pleural effusion or pneumothorax although the clue of pneumothorax is not selected (probability 0.20, threshold 0.40)."), both.stream()
				.map(Contradiction::reason).toList());
		assertEquals(List.of(), ContradictionCheck.check(choice, List.of(clue("pleural effusion", 0.1, false), clue("pneumothorax", 0.9, true))));
		assertEquals(List.of(), ContradictionCheck.check(choice, List.of(clue("pleural effusion", 0.1, false))), "the other may be there, for all the clues say");
		assertEquals(1, ContradictionCheck.check("There is a nodule or mass.", List.of(clue("lung lesion", 0.1, false))).size());
		for (final String other : List.of("There is a nodule or nipple shadow.", "No effusion or pneumothorax.", "Possible effusion or pneumothorax.",
			"Effusion or pneumothorax cannot be excluded."))
			assertEquals(List.of(), ContradictionCheck.check(other, List.of(clue("pleural effusion", 0.1, false), clue("pneumothorax", 0.2, false), clue("lung lesion", 0.1,
				false))), other);
	}

	@Test
	void aSelectedClueContradictsAnEmptyText() {
		assertEquals(1, ContradictionCheck.check("", List.of(clue("edema", 0.9, true), clue("fracture", 0.1, false))).size());
	}

	@Test
	void findsDiseasesOfTheUsersOwnByNameAndPrompts() {
		assertEquals(1, ContradictionCheck.check(TEXT, List.of(clue("hiatal hernia", 0.9, true))).size());
		final Disease hernia = new Disease("stomach above the diaphragm", List.of("Hiatal hernia."), List.of("No hiatal hernia."), 0.5, false);
		assertEquals(Mention.PRESENT, Mention.of(hernia, "A small hiatal hernia is seen."));
		assertEquals(Mention.ABSENT, Mention.of(hernia, "There is no hiatal hernia."));
		assertEquals(Mention.UNCERTAIN, Mention.of(hernia, "Possible hiatal hernia."));
		assertEquals(Mention.NO, Mention.of(hernia, "The lungs are clear."));
	}

	@ParameterizedTest
	@CsvSource({ "pleural effusion,PRESENT", "edema,ABSENT", "pneumonia,UNCERTAIN", "fracture,NO", "no finding,NO" })
	void readsTheMentionOfADisease(final String disease, final Mention mention) {
		assertEquals(mention, Mention.of(clue(disease, 0.5, true).disease(), TEXT));
	}

	private static Clue clue(final String disease, final double probability, final boolean selected) {
		return new Clue(new Disease(disease, List.of(), List.of(), 0.4, true), probability, selected, List.of());
	}
}
