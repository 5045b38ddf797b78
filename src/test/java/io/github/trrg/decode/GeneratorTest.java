package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.Generation.Finish;

class GeneratorTest {

	/** Token 0 ends; the others are letters. */
	private static final int END = 0;
	private static final int LETTERS = 27;

	private final TableModel model = TableModel.random(LETTERS, 11);

	@Test
	void greedyTakesTheMostProbableToken() {
		final Generation text = generate(settings().maxLength(8).build());
		assertEquals(Finish.END, text.finish());
		int[] sequence = { 1 };
		double logProbability = 0;
		final int[] chosen = append(text.tokens(), END);
		for (final int token : chosen) {
			final float[] logits = model.logits(sequence);
			double sum = 0;
			for (final float logit : logits) {
				assertTrue(logit <= logits[token]);
				sum += Math.exp(logit - logits[token]);
			}
			logProbability -= Math.log(sum);
			sequence = append(sequence, token);
		}
		assertEquals(logProbability / chosen.length, text.score(), 1e-5);
		assertEquals(letters(text.tokens()), text.text());
	}

	private static int[] append(final int[] tokens, final int token) {
		return IntStream.concat(IntStream.of(tokens), IntStream.of(token)).toArray();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void endsWhereTheModelEndsButNotBeforeTheMinimum(final int beams) {
		final TableModel eager = new TableModel(3, tokens -> new float[] { 5, 2, 1 });
		final Generation once = generate(eager, settings().beams(beams).build());
		assertEquals(0, once.tokens().length);
		assertEquals(Finish.END, once.finish());
		final Generation later = generate(eager, settings().beams(beams).minLength(4).build());
		assertArrayEquals(new int[] { 1, 1, 1, 1 }, later.tokens());
		assertEquals(Finish.END, later.finish());
		final Generation full = generate(eager, settings().beams(beams).minLength(6).maxLength(6).build());
		assertEquals(6, full.tokens().length);
		assertEquals(Finish.LENGTH, full.finish());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void noPairOfTokensIsWrittenTwice(final int beams) {
		final TableModel stuck = new TableModel(6, tokens -> new float[] { -9, 3, 2, 1, 0, -1 });
		final int[] tokens = generate(stuck, settings().beams(beams).noRepeatNgram(2).maxLength(15).build()).tokens();
		assertTrue(tokens.length >= 10, "of 25 pairs only " + (tokens.length - 1));
		assertEquals(tokens.length - 1, IntStream.range(1, tokens.length).mapToObj(i -> tokens[i - 1] + " " + tokens[i]).distinct().count());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void bannedTokensAndStringsAreNeverWritten(final int beams) {
		final Generation free = generate(settings().beams(beams).maxLength(20).minLength(20).build());
		final String banned = free.text().substring(5, 7);
		final int token = free.tokens()[0];
		final Generation text = generate(settings().beams(beams).maxLength(20).minLength(20).bannedStrings(List.of(banned)).bannedTokens(List.of(token)).build());
		assertEquals(20, text.tokens().length);
		assertFalse(text.text().contains(banned), text.text());
		assertFalse(IntStream.of(text.tokens()).anyMatch(t -> t == token));
		// greedy is free until the ban bites
		if (beams == 1) assertEquals(free.text().substring(0, 6), generate(settings().maxLength(20).minLength(20).bannedStrings(List.of(banned)).build()).text().substring(0, 6));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void textEndsBeforeTheFirstStopString(final int beams) {
		final TableModel alphabet = new TableModel(LETTERS, tokens -> peak(tokens[tokens.length - 1] % 26 + 1));
		final Generation text = generate(alphabet, settings().beams(beams).stopStrings(List.of("h", "fgh")).build());
		assertEquals("bcde", text.text()); // the prompt is "a"
		assertEquals("bcdefgh", letters(text.tokens()));
		assertEquals(Finish.STOP, text.finish());
	}

	private static float[] peak(final int token) {
		final float[] logits = new float[LETTERS];
		logits[token] = 20;
		return logits;
	}

	@Test
	void samplingRepeatsBySeed() {
		final GenerationSettings settings = settings().temperature(1).maxLength(30).minLength(30).build();
		assertArrayEquals(generate(settings).tokens(), generate(settings).tokens());
		final long distinct = IntStream.range(0, 20).mapToObj(seed -> letters(generate(settings.with().seed(seed).build()).tokens())).distinct().count();
		assertEquals(20, distinct);
	}

	@Test
	void samplingDrawsFromTheTemperedDistribution() {
		// e² : e : 1 tempered by 2 is e : √e : 1
		final TableModel fixed = new TableModel(4, tokens -> new float[] { -99, 2, 1, 0 });
		final int[] counts = new int[4];
		final int draws = 20_000;
		for (final int token : generate(fixed, settings().temperature(2).maxLength(draws).build(), 1).tokens())
			counts[token]++;
		final double sum = Math.E + Math.sqrt(Math.E) + 1;
		assertEquals(Math.E / sum, counts[1] / (double) draws, 0.02);
		assertEquals(Math.sqrt(Math.E) / sum, counts[2] / (double) draws, 0.02);
		assertEquals(1 / sum, counts[3] / (double) draws, 0.02);
	}

	@Test
	void topPKeepsTheFewestTokensThatHoldIt() {
		final float[] scores = { (float) Math.log(0.1), (float) Math.log(0.5), (float) Math.log(0.25), (float) Math.log(0.15) };
		assertEquals("[1]", drawn(scores, 0.4));
		assertEquals("[1, 2]", drawn(scores, 0.6));
		assertEquals("[1, 2, 3]", drawn(scores, 0.8));
		assertEquals("[0, 1, 2, 3]", drawn(scores, 0.95));
		assertEquals("[0, 1, 2, 3]", drawn(scores, 1));
	}

	private static String drawn(final float[] scores, final double topP) {
		final java.util.Random random = new java.util.Random(5);
		return IntStream.range(0, 500).map(i -> Sampling.draw(scores, scores[1], 1, topP, random)).distinct().sorted().boxed().toList().toString();
	}

	@Test
	void aTextDoesNotDependOnItsBatch() {
		for (final double temperature : new double[] { 0, 1 }) {
			final GenerationSettings settings = settings().temperature(temperature).maxLength(25).seed(3).build();
			final List<Prompt> prompts = IntStream.range(1, 6).mapToObj(i -> prompt(IntStream.range(0, i).toArray())).toList();
			final List<Generation> together = new Generator(model, GeneratorTest::letters, END).generate(prompts, settings, TokenListener.NONE, Progress.NONE);
			final List<Integer> lengths = together.stream().map(text -> text.tokens().length).distinct().toList();
			assertNotEquals(1, lengths.size(), "texts should end at different steps");
			for (int i = 0; i < prompts.size(); i++)
				assertArrayEquals(new Generator(model, GeneratorTest::letters, END).generate(List.of(prompts.get(i)), settings, TokenListener.NONE, Progress.NONE).get(0).tokens(),
					together.get(i).tokens());
		}
	}

	@Test
	void tokensAreHeardOneByOne() {
		final List<String> heard = new ArrayList<>();
		final TableModel alphabet = new TableModel(LETTERS, tokens -> peak(tokens[tokens.length - 1] % 26 + 1));
		new Generator(alphabet, GeneratorTest::letters, END).generate(List.of(prompt(1), prompt(24)), settings().maxLength(3).build(),
			(prompt, tokens) -> heard.add(prompt + letters(tokens)), Progress.NONE);
		assertEquals(List.of("0b", "1y", "0bc", "1yz", "0bcd", "1yza"), heard);
	}

	@Test
	void attentionComesWithEachToken() {
		final Generation text = generate(settings().maxLength(5).minLength(5).build());
		assertEquals(List.of(1f, 2f, 3f, 4f, 5f), text.attention().stream().map(weights -> weights[0]).toList());
	}

	@Test
	void stopsWhenTheUserAsks() {
		final int[] steps = { 0 };
		final Progress impatient = new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				steps[0]++;
				assertTrue(fraction > 0 && fraction < 1);
			}

			@Override
			public boolean isCanceled() {
				return steps[0] == 3;
			}
		};
		final GenerationSettings settings = settings().minLength(50).build();
		final Generator generator = new Generator(model, GeneratorTest::letters, END);
		assertThrows(CancellationException.class, () -> generator.generate(List.of(prompt(1)), settings, TokenListener.NONE, impatient));
		assertEquals(3, steps[0]);
		assertEquals(0, model.open(), "states left open");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void saysWhenNothingIsLeftToWrite(final int beams) {
		final GenerationSettings settings = settings().beams(beams).minLength(9).bannedTokens(IntStream.range(1, LETTERS).boxed().toList()).build();
		final TrrgException e = assertThrows(TrrgException.class, () -> generate(settings));
		assertTrue(e.getMessage().contains("banned_tokens"), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void saysWhenTheModelComputesNoNumbers(final int beams) {
		final TableModel damaged = new TableModel(3, tokens -> new float[] { 1, Float.NaN, 2 });
		final TrrgException e = assertThrows(TrrgException.class, () -> generate(damaged, settings().beams(beams).build()));
		assertTrue(e.getMessage().contains("damaged"), e.getMessage());
	}

	@Test
	void noPromptsNoTexts() {
		assertEquals(List.of(), new Generator(model, GeneratorTest::letters, END).generate(List.of(), settings().build(), TokenListener.NONE, Progress.NONE));
	}

	private Generation generate(final GenerationSettings settings) {
		return generate(model, settings);
	}

	private static Generation generate(final LanguageModel model, final GenerationSettings settings, final int... promptTokens) {
		final Prompt prompt = promptTokens.length == 0 ? prompt(1) : prompt(promptTokens);
		return new Generator(model, GeneratorTest::letters, END).generate(List.of(prompt), settings, TokenListener.NONE, Progress.NONE).get(0);
	}

	private static Prompt prompt(final int... tokens) {
		final float[] embeddings = new float[tokens.length];
		for (int i = 0; i < tokens.length; i++)
			embeddings[i] = tokens[i];
		return new Prompt(embeddings);
	}

	private static GenerationSettings.Builder settings() {
		return GenerationSettings.defaults().with();
	}

	private static String letters(final int[] tokens) {
		return Arrays.stream(tokens).mapToObj(token -> "" + (char) ('a' + token - 1)).collect(Collectors.joining());
	}
}
