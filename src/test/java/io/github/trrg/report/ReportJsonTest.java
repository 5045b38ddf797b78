package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonParser;

import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;

class ReportJsonTest {

	@Test
	void writesTheObjectThatScriptsRead() {
		final Clue clue = new Clue(new Disease("edema", List.of(), List.of(), 0.25, false), 0.5, true, List.of());
		final Report report = new Report("No edema.", List.of(clue), List.of(new Contradiction("No edema.", "edema", "why")), List.of("Looks odd."),
			Map.of("model", "small"), Map.of("perceive", 0.5));
		assertEquals(JsonParser.parseString("""
			{"image": "a.png", "report": "No edema.",
			 "clues": [{"disease": "edema", "probability": 0.5, "threshold": 0.25, "selected": true, "mentioned": "absent", "calibrated": false}],
			 "contradictions": [{"sentence": "No edema.", "disease": "edema", "reason": "why"}],
			 "warnings": ["Looks odd."], "provenance": {"model": "small"}, "timings": {"perceive": 0.5}}
			"""), JsonParser.parseString(ReportJson.of("a.png", report).toString()));
	}
}
