package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class SentenceDiffTest {

	private static List<String> texts(final List<Sentence> sentences) {
		return sentences.stream().map(Sentence::text).toList();
	}

	private static SentenceDiff diff(final String before, final String after) {
		return SentenceDiff.of(Sentence.of(before), Sentence.of(after));
	}

	@Test
	void changedSentencesAreNamedOnBothSides() {
		final SentenceDiff diff = diff("Heart size is normal. The lungs are clear. No effusion.", "Heart size is normal. There is edema. No effusion.");
		assertEquals(List.of("The lungs are clear."), texts(diff.removed()));
		assertEquals(List.of("There is edema."), texts(diff.added()));
	}

	@Test
	void letterCaseAndSpacesAreNoChange() {
		assertEquals(new SentenceDiff(List.of(), List.of()), diff("The lungs  are clear.", "the lungs are clear ."));
	}

	@Test
	void aSentenceWrittenTwiceIsAddedOnce() {
		assertEquals(List.of("No edema."), texts(diff("No edema. Clear.", "No edema. No edema. Clear.").added()));
	}

	@Test
	void sentencesKnowWhereTheyStand() {
		final String report = "No edema. No edema.\nClear.";
		for (final Sentence sentence : Sentence.of(report))
			assertEquals(sentence.text(), report.substring(sentence.start(), sentence.end()));
		assertEquals(List.of(0, 10, 20), Sentence.of(report).stream().map(Sentence::start).toList());
	}
}
