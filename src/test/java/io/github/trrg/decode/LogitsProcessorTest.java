package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LogitsProcessorTest {

	private static final float NEVER = Float.NEGATIVE_INFINITY;

	@Test
	void repetitionPenaltyPushesWrittenTokensDownOnceEach() {
		final float[] scores = { 4, -4, 4, -4 };
		LogitsProcessor.repetitionPenalty(2).process(new int[] { 0, 1, 0 }, scores);
		assertArrayEquals(new float[] { 2, -8, 4, -4 }, scores);
	}

	@Test
	void noRepeatNgramForbidsTheThirdWordOfASeenTriple() {
		final float[] scores = new float[6];
		LogitsProcessor.noRepeatNgram(3).process(new int[] { 1, 2, 3, 1, 2, 4, 5, 1, 2 }, scores);
		assertArrayEquals(new float[] { 0, 0, 0, NEVER, NEVER, 0 }, scores);
	}

	@Test
	void noRepeatNgramOfOneForbidsEveryWrittenToken() {
		final float[] scores = new float[4];
		LogitsProcessor.noRepeatNgram(1).process(new int[] { 2, 0 }, scores);
		assertArrayEquals(new float[] { NEVER, 0, NEVER, 0 }, scores);
	}

	@Test
	void noRepeatNgramWaitsForEnoughTokens() {
		final float[] scores = new float[2];
		LogitsProcessor.noRepeatNgram(4).process(new int[] { 1, 1 }, scores);
		assertArrayEquals(new float[2], scores);
	}

	@Test
	void minLengthForbidsTheEndUntilThen() {
		final LogitsProcessor processor = LogitsProcessor.minLength(2, 0, 3);
		final float[] early = new float[4];
		processor.process(new int[] { 1 }, early);
		assertArrayEquals(new float[] { NEVER, 0, 0, NEVER }, early);
		final float[] late = new float[4];
		processor.process(new int[] { 1, 2 }, late);
		assertArrayEquals(new float[4], late);
	}

	@Test
	void settingsBringTheirProcessors() {
		final GenerationSettings settings = GenerationSettings.defaults().with().repetitionPenalty(2).noRepeatNgram(2).bannedTokens(java.util.List.of(1, 99)).minLength(5).build();
		final float[] scores = { 1, 1, 1, 1, 1 };
		LogitsProcessor.of(settings, new int[] { 0 }).process(new int[] { 2, 3, 2 }, scores);
		assertArrayEquals(new float[] { NEVER, NEVER, 0.5f, NEVER, 1 }, scores);
	}
}
