package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.SharedData;

class TextMetricsTest {

	private static final List<String> NAMES = List.of("BLEU_1", "BLEU_2", "BLEU_3", "BLEU_4", "ROUGE_L", "CIDEr");

	@ParameterizedTest
	@ValueSource(strings = { "val_120", "multiref_20" })
	void givesTheNumbersOfTheCocoCaptionCode(final String name) throws IOException {
		final JsonObject set = set(name);
		final List<String> hypotheses = new ArrayList<>();
		final List<List<String>> references = new ArrayList<>();
		for (final JsonElement id : set.getAsJsonArray("order")) {
			hypotheses.add(set.getAsJsonObject("hypotheses").get(id.getAsString()).getAsString());
			references.add(set.getAsJsonObject("references").getAsJsonArray(id.getAsString()).asList().stream().map(JsonElement::getAsString).toList());
		}
		final TextMetrics metrics = new TextMetrics(hypotheses, references);
		assertScores(set.getAsJsonObject("corpus"), metrics.scores(), "corpus");
		for (int i = 0; i < hypotheses.size(); i++) {
			final String id = set.getAsJsonArray("order").get(i).getAsString();
			assertScores(set.getAsJsonObject("per_sample").getAsJsonObject(id), metrics.scores(i), id);
		}
	}

	@Test
	void anEmptyTextScoresNothing() {
		assertScores(0, new TextMetrics(List.of("", "no edema ."), List.of(List.of("clear lungs ."), List.of("normal heart"))).scores(0));
		assertScores(0, new TextMetrics(List.of("clear lungs .", "no edema ."), List.of(List.of(""), List.of("normal heart"))).scores(0));
	}

	@Test
	void aPerfectCopyScoresFully() {
		final String text = "no focal consolidation is seen .";
		final Map<String, Double> scores = new TextMetrics(List.of(text, "normal heart"), List.of(List.of(text), List.of("normal heart"))).scores(0);
		assertEquals(1, scores.get("BLEU_4"), 1e-6);
		assertEquals(1, scores.get("ROUGE_L"), 1e-12);
		assertEquals(10, scores.get("CIDEr"), 1e-9);
	}

	@Test
	void oneSampleAloneHasNoCider() {
		assertEquals(0, new TextMetrics(List.of("no edema ."), List.of(List.of("no edema ."))).scores().get("CIDEr"), "every n-gram stands in every reference");
	}

	@Test
	void punctuationIsATokenLikeAnyOther() {
		final Map<String, Double> scores = new TextMetrics(List.of(". . .", "x"), List.of(List.of(". ."), List.of("y"))).scores(0);
		assertEquals(2.0 / 3, scores.get("BLEU_1"), 1e-6);
		assertEquals((1 + 1.44) * (2.0 / 3) / (1 + 1.44 * 2 / 3), scores.get("ROUGE_L"), 1e-12);
	}

	@Test
	void findsCommonSubsequencesLongerThanOneMachineWord() {
		final List<String> a = new ArrayList<>();
		final List<String> b = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			a.add(Integer.toString(i * 31 % 17));
			b.add(Integer.toString(i * 13 % 19));
		}
		final RougeL.Vocabulary vocabulary = new RougeL.Vocabulary();
		final int[] numberedA = vocabulary.read(String.join(" ", a));
		final int[] numberedB = vocabulary.read(String.join(" ", b));
		assertEquals(commonByTable(a, b), new RougeL(numberedA, vocabulary).common(numberedB));
		assertEquals(500, new RougeL(numberedA, vocabulary).common(numberedA));
	}

	private static int commonByTable(final List<String> a, final List<String> b) {
		final int[][] table = new int[a.size() + 1][b.size() + 1];
		for (int i = 1; i <= a.size(); i++)
			for (int j = 1; j <= b.size(); j++)
				table[i][j] = a.get(i - 1).equals(b.get(j - 1)) ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
		return table[a.size()][b.size()];
	}

	private static JsonObject set(final String name) throws IOException {
		return SharedData.json("golden/metrics.json").getAsJsonArray("sets").asList().stream().map(JsonElement::getAsJsonObject)
			.filter(set -> set.get("name").getAsString().equals(name)).findFirst().orElseThrow();
	}

	private static void assertScores(final JsonObject expected, final Map<String, Double> scores, final String what) {
		for (final String name : NAMES)
			assertEquals(expected.get(name).getAsDouble(), scores.get(name), 1e-6, name + " of " + what);
	}

	private static void assertScores(final double expected, final Map<String, Double> scores) {
		for (final String name : NAMES)
			assertEquals(expected, scores.get(name), 1e-6, name);
	}
}
