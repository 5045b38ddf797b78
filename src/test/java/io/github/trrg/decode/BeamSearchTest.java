package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.trrg.common.Progress;
import io.github.trrg.decode.Generation.Finish;

class BeamSearchTest {

	private static final int END = 0;

	/** A finished text of the enumeration. */
	private record Text(int[] tokens, double score) {}

	@ParameterizedTest
	@CsvSource({ "1, 1.0", "2, 1.0", "3, 0.0", "4, 2.0", "5, -1.0", "6, 0.5", "7, 2.0", "8, 1.0" })
	void findsTheBestTextWhenBeamsCoverAll(final int seed, final double lengthPenalty) {
		// 3 words and an end, at most 3 tokens: 27 texts under way at most
		final TableModel model = TableModel.random(4, seed);
		final GenerationSettings settings = settings(40).lengthPenalty(lengthPenalty).maxLength(3).build();
		final List<Text> all = new ArrayList<>();
		enumerate(model, new int[] { 2 }, new int[0], 0, settings, all);
		assertEquals(1 + 3 + 9 + 27, all.size());
		final Text best = all.stream().max(Comparator.comparingDouble(Text::score)).orElseThrow();
		final Generation found = generate(model, settings, 2);
		assertArrayEquals(best.tokens, found.tokens());
		assertEquals(best.score, found.score(), 1e-5);
	}

	/** All texts by brute force, each scored from the model's logits alone. */
	private static void enumerate(final TableModel model, final int[] sequence, final int[] tokens, final double logProbability, final GenerationSettings settings,
		final List<Text> all)
	{
		final double[] log = logSoftmax(model.logits(sequence));
		all.add(new Text(tokens, (logProbability + log[END]) / Math.pow(tokens.length + 1, settings.lengthPenalty())));
		for (int token = 1; token < log.length; token++) {
			final int[] longer = append(tokens, token);
			final double total = logProbability + log[token];
			if (longer.length == settings.maxLength()) all.add(new Text(longer, total / Math.pow(longer.length, settings.lengthPenalty())));
			else enumerate(model, append(sequence, token), longer, total, settings, all);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 2", "2, 2", "3, 3", "4, 3", "5, 4", "6, 4", "7, 3", "8, 2" })
	void keepsTheBestPrefixesOfEachLength(final int seed, final int beams) {
		// Without an end token the search is: of all continuations of the kept prefixes, keep the best.
		final TableModel model = TableModel.random(6, seed);
		List<Text> kept = List.of(new Text(new int[0], 0));
		for (int length = 1; length <= 5; length++) {
			final List<Text> continuations = new ArrayList<>();
			for (final Text text : kept) {
				final double[] log = logSoftmax(model.logits(IntStream.concat(IntStream.of(3), IntStream.of(text.tokens)).toArray()));
				for (int token = 0; token < 6; token++)
					continuations.add(new Text(append(text.tokens, token), text.score + log[token]));
			}
			kept = continuations.stream().sorted(Comparator.comparingDouble((Text text) -> -text.score)).limit(beams).toList();
		}
		final Generation found = new Generator(model, Arrays::toString).generate(List.of(new Prompt(new float[] { 3 })), settings(beams).maxLength(5).build(),
			TokenListener.NONE, Progress.NONE).get(0);
		assertArrayEquals(kept.get(0).tokens, found.tokens());
		assertEquals(kept.get(0).score / 5, found.score(), 1e-5);
		assertEquals(Finish.LENGTH, found.finish());
	}

	/** Probabilities by hand: the greedy first word leads into a worse text. */
	private static final TableModel GARDEN_PATH = new TableModel(21, sequence -> switch (Arrays.toString(sequence)) {
		case "[1]" -> probabilities(0.0, 0.0, 0.6, 0.4);
		case "[1, 2]" -> probabilities(0.3, 0.0, 0.4, 0.3);
		case "[1, 3]" -> probabilities(0.9, 0.0, 0.1, 0.0);
		default -> probabilities(0.1, 0.0, 0.3, 0.6);
	});

	@Test
	void takesTheDetourThatGreedyMisses() {
		assertArrayEquals(new int[] { 2, 2, 3 }, generate(GARDEN_PATH, settings(1).maxLength(3).build(), 1).tokens());
		final Generation found = generate(GARDEN_PATH, settings(2).maxLength(3).lengthPenalty(0).build(), 1);
		assertArrayEquals(new int[] { 3 }, found.tokens()); // .4 · .9 = .36
		assertEquals(Math.log(0.36), found.score(), 1e-5);
		assertEquals(Finish.END, found.finish());
	}

	@Test
	void lengthPenaltyDividesByTheLengthWithTheEnd() {
		final Generation found = generate(GARDEN_PATH, settings(2).maxLength(3).lengthPenalty(2).build(), 1);
		// [2, 2, 3]: log(.6 · .4 · .6) / 9 = −.215 beats [3, end]: log(.36) / 4 = −.255
		assertArrayEquals(new int[] { 2, 2, 3 }, found.tokens());
		assertEquals(Math.log(0.144) / 9, found.score(), 1e-5);
	}

	@Test
	void anEndBelowTheBestBeamsDoesNotCount() {
		final int words = 20;
		final TableModel model = new TableModel(21, sequence -> switch (Arrays.toString(sequence)) {
			case "[1]" -> probabilities(0, 0.5, 0.45, 0.05);
			case "[1, 1]" -> probabilities(0.6, 0.4); // [1, end] .3 comes first, [1, 1] .2 second
			case "[1, 2]" -> probabilities(0.4, 0.35, 0.25); // [2, end] .18 third: not among two beams; [2, 1] .1575 fourth
			case "[1, 1, 1]" -> uniform(words); // .01 each
			case "[1, 2, 1]" -> uniform(12); // .0131 each
			default -> probabilities(0, 1);
		});
		final Generation found = generate(model, settings(2).maxLength(4).lengthPenalty(2).build(), 1);
		// Had [2, end] counted, two ended texts would stop the search at length 3: log(.18) / 4 = −.429 > log(.0131) / 9 = −.481.
		assertArrayEquals(new int[] { 2, 1 }, Arrays.copyOf(found.tokens(), 2));
		assertEquals(Math.log(0.45 * 0.35 / 12) / 16, found.score(), 1e-5); // −.271, better than [1, end] with log(.3) / 4 = −.301
	}

	@Test
	void goesOnWhileALiveTextScoresBetterAtItsLength() {
		final TableModel model = new TableModel(21, sequence -> switch (Arrays.toString(sequence)) {
			case "[1]" -> probabilities(0.4, 0.35, 0.25);
			case "[1, 1]" -> probabilities(0.5, 0.45, 0.05);
			case "[1, 2]" -> probabilities(0.1, 0.6, 0.3);
			default -> probabilities(0, 1, 0);
		});
		// Ended after two steps: [end] log(.4) = −.916 and [1, end] log(.175) / 2 = −.871; then [1, 1, 1] reaches log(.1575) / 3 = −.616.
		final Generation found = generate(model, settings(2).maxLength(3).build(), 1);
		assertArrayEquals(new int[] { 1, 1, 1 }, found.tokens());
		assertEquals(Math.log(0.1575) / 3, found.score(), 1e-5);
	}

	@Test
	void oneBeamIsGreedy() {
		for (int seed = 0; seed < 20; seed++) {
			final TableModel model = TableModel.random(12, seed);
			final GenerationSettings settings = settings(1).maxLength(15).minLength(4).noRepeatNgram(2).build();
			final Rules rules = new Rules(settings, Arrays::toString, new int[] { END });
			final BeamSearch search = new BeamSearch(rules, text -> 0);
			List<int[]> sequences = List.of(new int[] { 1 });
			while (!search.live().isEmpty()) {
				search.advance(sequences.stream().map(model::logits).toList(), List.of(new float[0]));
				sequences = search.live().stream().map(text -> IntStream.concat(IntStream.of(1), IntStream.of(text.tokens())).toArray()).toList();
			}
			final Generation greedy = generate(model, settings, 1);
			assertArrayEquals(greedy.tokens(), search.result().tokens(), "seed " + seed);
			assertEquals(greedy.finish(), search.result().finish());
		}
	}

	@Test
	void batchesWriteWhatEachPromptWritesAlone() {
		final TableModel model = TableModel.random(9, 4);
		final GenerationSettings settings = settings(3).maxLength(12).minLength(2).build();
		final List<Prompt> prompts = IntStream.range(1, 8).mapToObj(token -> new Prompt(new float[] { token })).toList();
		final List<Generation> together = new Generator(model, Arrays::toString, END).generate(prompts, settings, TokenListener.NONE, Progress.NONE);
		for (int i = 0; i < prompts.size(); i++)
			assertArrayEquals(generate(model, settings, i + 1).tokens(), together.get(i).tokens());
		assertEquals(0, model.open(), "states left open");
	}

	/** Whatever the most probable text is, the next best is taken once it has a fault. */
	@Test
	void ofTheTextsFoundTheOneWithTheFewestFaultsIsTaken() {
		final TableModel model = TableModel.random(9, 4);
		final GenerationSettings settings = settings(3).maxLength(6).minLength(2).build();
		final Generator generator = new Generator(model, Arrays::toString, END);
		final String best = generate(model, settings, 1).text();
		final Prompt prompt = new Prompt(new float[] { 1 }, 0, 0, text -> text.equals(best) ? 1 : 0);
		final Generation other = generator.generate(List.of(prompt), settings, TokenListener.NONE, Progress.NONE).get(0);
		assertNotEquals(best, other.text());
		assertTrue(other.score() <= generate(model, settings, 1).score());
		final Prompt allFaulty = new Prompt(new float[] { 1 }, 0, 0, text -> 7);
		assertEquals(best, generator.generate(List.of(allFaulty), settings, TokenListener.NONE, Progress.NONE).get(0).text());
	}

	@Test
	void attentionFollowsTheBeam() {
		final Generation found = generate(TableModel.random(9, 4), settings(3).maxLength(6).minLength(6).build(), 1);
		// TableModel's attention is the length of the sequence read before the token
		assertEquals(List.of(1f, 2f, 3f, 4f, 5f, 6f), found.attention().stream().map(weights -> weights[0]).toList());
	}

	@Test
	void settledTokensAreNeverTakenBack() {
		for (int seed = 0; seed < 10; seed++) {
			final List<int[]> heard = new ArrayList<>();
			final Generation found = new Generator(TableModel.random(9, seed), Arrays::toString, END).generate(List.of(new Prompt(new float[] { 1 })),
				settings(3).maxLength(15).minLength(5).build(), (prompt, tokens) -> heard.add(tokens), Progress.NONE).get(0);
			for (final int[] tokens : heard)
				assertArrayEquals(Arrays.copyOf(found.tokens(), tokens.length), tokens);
			assertArrayEquals(found.tokens(), heard.get(heard.size() - 1));
		}
	}

	private static GenerationSettings.Builder settings(final int beams) {
		return GenerationSettings.defaults().with().beams(beams);
	}

	private static Generation generate(final LanguageModel model, final GenerationSettings settings, final int promptToken) {
		return new Generator(model, Arrays::toString, END).generate(List.of(new Prompt(new float[] { promptToken })), settings, TokenListener.NONE, Progress.NONE).get(0);
	}

	/** Logits of these probabilities; tokens not given have none. */
	private static float[] probabilities(final double... values) {
		final float[] logits = new float[21];
		for (int i = 0; i < logits.length; i++)
			logits[i] = i < values.length ? (float) Math.log(values[i]) : Float.NEGATIVE_INFINITY;
		return logits;
	}

	/** The same probability for tokens 1 to {@code words}. */
	private static float[] uniform(final int words) {
		final double[] values = new double[words + 1];
		Arrays.fill(values, 1, values.length, 1.0 / words);
		return probabilities(values);
	}

	private static double[] logSoftmax(final float[] logits) {
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp(logit);
		final double[] log = new double[logits.length];
		for (int i = 0; i < log.length; i++)
			log[i] = logits[i] - Math.log(sum);
		return log;
	}

	private static int[] append(final int[] tokens, final int token) {
		return IntStream.concat(IntStream.of(tokens), IntStream.of(token)).toArray();
	}
}
