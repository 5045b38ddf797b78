package io.github.trrg.decode;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

class GenerationSettingsTest {

	@Test
	void writesAndReadsGenerationJson() {
		final GenerationSettings settings = GenerationSettings.defaults().with().beams(3).minLength(40).maxLength(100).repetitionPenalty(2).lengthPenalty(-1.5).noRepeatNgram(4)
			.seed(Long.MAX_VALUE).bannedTokens(List.of(7, 8)).bannedStrings(List.of("XXXX")).stopStrings(List.of("\n")).build();
		assertEquals(settings, read(settings.toJson().toString()));
	}

	@Test
	void whatIsAbsentHasItsDefault() {
		final GenerationSettings settings = read("{\"beams\": 4, \"top_p\": 1, \"stop_strings\": null}");
		assertEquals(GenerationSettings.defaults().with().beams(4).build(), settings);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"{'beams': 0} | beams | 1 to 64", //
		"{'beams': 65} | beams | 1 to 64", //
		"{'min_length': -1} | min_length | 0 to 100", //
		"{'min_length': 11, 'max_length': 10} | min_length | 0 to 10", //
		"{'max_length': 0} | max_length | 1 to", //
		"{'temperature': -0.5} | temperature | 0 to 10", //
		"{'beams': 2, 'temperature': 1} | temperature | 1 beam", //
		"{'top_p': 0} | top_p | above 0", //
		"{'top_p': 1.01} | top_p | at most 1", //
		"{'repetition_penalty': 0} | repetition_penalty | 0.1 to 10", //
		"{'length_penalty': 11} | length_penalty | -10 to 10", //
		"{'no_repeat_ngram': -1} | no_repeat_ngram | 0 to 1000", //
		"{'banned_strings': ['']} | banned_strings | empty", //
		"{'stop_strings': [null]} | stop_strings | null", //
		"{'beam': 3} | beam | known are beams", //
		"{'beams': 'many'} | beams | many", //
		"{'beams': 1.5} | beams | a value like 1", })
	void refusesTheImpossibleByName(final String json, final String field, final String range) {
		final TrrgException e = assertThrows(TrrgException.class, () -> read(json.replace('\'', '"')));
		assertTrue(e.getMessage().startsWith("generation.json") && e.getMessage().contains(field) && e.getMessage().contains(range), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY })
	void refusesWhatIsNoNumber(final double value) {
		final GenerationSettings.Builder builder = GenerationSettings.defaults().with();
		assertThrows(TrrgException.class, () -> builder.temperature(value).build());
		builder.temperature(0);
		assertThrows(TrrgException.class, () -> builder.topP(value).build());
		builder.topP(1);
		assertThrows(TrrgException.class, () -> builder.lengthPenalty(value).build());
	}

	@Test
	void whatAUserDoesNotChooseStaysAsFarAsItFits() {
		final GenerationSettings ofModel = GenerationSettings.defaults().with().beams(3).minLength(20).maxLength(90).seed(5).build();
		assertEquals(ofModel, ofModel.with(null, null, null, null, null));
		assertEquals(ofModel.with().minLength(6).maxLength(6).build(), ofModel.with(null, null, 6, null, null));
		assertEquals(ofModel.with().maxLength(40).build(), ofModel.with(null, null, 40, null, null));
		assertEquals(ofModel.with().beams(1).temperature(0.7).seed(8).build(), ofModel.with(null, null, null, 0.7, 8L));
		assertMessage(() -> ofModel.with(null, 10, 6, null, null), "min_length must be from 0 to 6, got 10");
		assertMessage(() -> ofModel.with(2, null, null, 0.7, null), "temperature must be 0 with 2 beams");
	}

	private static GenerationSettings read(final String json) {
		return GenerationSettings.fromJson(JsonFields.parse("generation.json", json));
	}
}
