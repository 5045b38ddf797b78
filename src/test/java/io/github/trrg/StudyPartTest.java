package io.github.trrg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.Complaints;
import io.github.trrg.report.Report;
import io.github.trrg.report.Sentence;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

/** Parts of studies, and what a report's sentences looked at. */
class StudyPartTest {

	@TempDir
	private static Path folder;
	private static Trrg trrg;
	private static Perceived whole;

	@BeforeAll
	static void perceive() {
		trrg = Trrg.open(TinyModel.make(folder.resolve("tiny")), "cpu");
		whole = trrg.perceive(new Study("two views", List.of(Phantom.draw(1, 64, List.of()).view(), Phantom.draw(2, 64, List.of()).view()), ""));
	}

	@AfterAll
	static void close() {
		if (trrg != null) trrg.close();
	}

	/** Of the two views, the patches of one in some rows. */
	private static List<AttentionMap> part(final int view, final int fromRow, final int toRow) {
		final int side = whole.clues().get(0).maps().get(0).rows();
		final float[] weights = new float[side * side];
		Arrays.fill(weights, fromRow * side, toRow * side, 1);
		final AttentionMap none = new AttentionMap(side, side, new float[side * side]), some = new AttentionMap(side, side, weights);
		return view == 0 ? List.of(some, none) : List.of(none, some);
	}

	private static double[] probabilities(final Perceived perceived) {
		return perceived.clues().stream().mapToDouble(Clue::probability).toArray();
	}

	@Test
	void thePartOfEverythingIsTheWhole() {
		final int side = whole.clues().get(0).maps().get(0).rows();
		final float[] all = new float[side * side];
		Arrays.fill(all, 0.8f);
		final AttentionMap map = new AttentionMap(side, side, all);
		assertArrayEquals(probabilities(whole), probabilities(trrg.perceive(whole, List.of(map, map))), 1e-5);
	}

	@Test
	void aViewByItselfIsPerceivedLikeAStudyOfThatView() {
		final int side = whole.clues().get(0).maps().get(0).rows();
		final Perceived alone = trrg.perceive(new Study("one view", whole.study().views().subList(1, 2), ""));
		assertArrayEquals(probabilities(alone), probabilities(trrg.perceive(whole, part(1, 0, side))), 1e-5);
	}

	@Test
	void evidenceLiesInsideThePart() {
		final Perceived upper = trrg.perceive(whole, part(0, 0, 1));
		assertTrue(Math.abs(probabilities(upper)[3] - probabilities(whole)[3]) > 1e-6);
		for (final Clue clue : upper.clues())
			for (int row = 1; row < clue.maps().get(0).rows(); row++)
				assertEquals(0, clue.maps().get(0).at(row, 0), 1e-6);
	}

	@Test
	void aPartSmallerThanAPatchIsThatPatch() {
		final AttentionMap map = new AttentionMap(2, 2, new float[] { 0, 0.04f, 0.01f, 0 });
		assertArrayEquals(new float[] { 0, 1, 0, 0 }, StudyPart.patches(List.of(map)));
		// Tokens of width 2; those outside become the mean of those inside.
		assertArrayEquals(new float[] { 3, 4, 3, 4, 3, 4, 3, 4 }, StudyPart.restrict(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new float[] { 0, 1, 0, 0 }));
	}

	@Test
	void anEmptyPartIsComplainedOf() {
		Complaints.assertMessage(() -> trrg.perceive(whole, part(0, 0, 0)), "outside of what the model sees");
	}

	@Test
	void eachSentenceHasAMapPerView() {
		final Report report = trrg.generate(whole, trrg.model().generation().with().minLength(30).maxLength(30).build(), io.github.trrg.decode.TokenListener.NONE,
			io.github.trrg.common.Progress.NONE);
		assertTrue(!report.sentences().isEmpty(), report::text);
		for (final Sentence sentence : report.sentences()) {
			assertEquals(2, sentence.maps().size());
			double sum = 0;
			for (final AttentionMap map : sentence.maps())
				for (final float weight : map.weights())
					sum += weight;
			assertTrue(sum > 0 && sum < 1, "a part of the attention, the rest went to words and clues: " + sum);
		}
	}

	@Test
	void withoutPixelsReportsAreTheSame() {
		final Perceived edited = whole.withSelected("edema", true).withIndication("Cough");
		assertEquals(trrg.generate(edited).text(), trrg.generate(edited.withoutPixels()).text());
		assertNotEquals(whole.study().indication(), edited.study().indication());
	}
}
