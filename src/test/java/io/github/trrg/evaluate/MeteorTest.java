package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.SharedData;

class MeteorTest {

	private static final MeteorWords WORDS = new MeteorWords();

	/** The list of function words is ours, so single reports differ a little more than the corpus. */
	@ParameterizedTest
	@ValueSource(strings = { "val_120", "multiref_20" })
	void isCloseToTheOriginalWithoutItsParaphrases(final String name) throws IOException {
		final JsonObject set = SharedData.json("golden/metrics.json").getAsJsonArray("sets").asList().stream().map(JsonElement::getAsJsonObject)
			.filter(one -> one.get("name").getAsString().equals(name)).findFirst().orElseThrow();
		final List<Meteor> all = new ArrayList<>();
		for (final JsonElement element : set.getAsJsonArray("order")) {
			final String id = element.getAsString();
			final List<List<String>> references = set.getAsJsonObject("references").getAsJsonArray(id).asList().stream().map(text -> TextMetrics.tokens(text.getAsString()))
				.toList();
			final Meteor meteor = Meteor.of(TextMetrics.tokens(set.getAsJsonObject("hypotheses").get(id).getAsString()), references, WORDS);
			assertEquals(set.getAsJsonObject("per_sample").getAsJsonObject(id).get("METEOR15_nopara_norm").getAsDouble(), meteor.score(), 0.025, id);
			all.add(meteor);
		}
		assertEquals(set.getAsJsonObject("corpus").get("METEOR15_nopara_norm").getAsDouble(), Meteor.sum(all).score(), 0.005);
	}

	/** Weights of the modules as published; one word alone is one complete run. */
	@ParameterizedTest
	@CsvSource({ "nodule,nodule,1", "nodules,nodule,0.6", "radiograph,radiogram,0.8", "nodule,fracture,0", ".,.,1", ".,nodule,0" })
	void wordsMatchExactlyByStemOrBySynonym(final String one, final String other, final double expected) {
		assertEquals(expected, score(one, other), 1e-12);
	}

	@Test
	void countsWhatIsMissingAndHowTornTheTextIs() {
		// two of three content words: precision 1, recall 2/3; one run of two words
		final double mean = 2 / 3.0 / (0.85 + 0.15 * 2 / 3);
		assertEquals(mean * (1 - 0.6 * Math.pow(1 / 2.0, 0.2)), score("normal heart", "normal heart size"), 1e-12);
		// the same words in two runs
		assertEquals(mean * (1 - 0.6), score("heart normal", "normal heart size"), 1e-12);
		// "the" counts a third of "heart": .25 and .75
		final double precision = 0.75 / 1.0;
		assertEquals(precision / (0.85 * precision + 0.15) * (1 - 0.6), score("the heart", "heart"), 1e-12);
	}

	@Test
	void anEmptyTextScoresNothing() {
		assertEquals(0, score("", "no edema ."));
		assertEquals(0, score("no edema .", ""));
		assertEquals(0, score("", ""));
	}

	@Test
	void theBestOfSeveralReferencesCounts() {
		assertEquals(1, Meteor.of(List.of("no", "edema"), List.of(List.of("fracture"), List.of("no", "edema")), WORDS).score());
	}

	private static double score(final String hypothesis, final String reference) {
		return Meteor.of(TextMetrics.tokens(hypothesis), List.of(TextMetrics.tokens(reference)), WORDS).score();
	}
}
