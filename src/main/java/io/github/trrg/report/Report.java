package io.github.trrg.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.clue.Clue;

/**
 * A generated report with what it rests on.
 *
 * @param text the report
 * @param clues what was perceived of every disease of the model
 * @param contradictions where text and clues disagree
 * @param warnings what the user should know before trusting the text, one sentence each
 * @param provenance what would reproduce the report (model, version, settings), in the order to show
 * @param timingsSeconds how long each step took, in order
 */
public record Report(String text, List<Clue> clues, List<Contradiction> contradictions, List<String> warnings, Map<String, String> provenance,
	Map<String, Double> timingsSeconds)
{

	/** What every window and page of reports says once. */
	public static final String RESEARCH_ONLY = "For research use only, not for clinical use. Written by a neural network; it may be wrong.";

	public Report {
		clues = List.copyOf(clues);
		contradictions = List.copyOf(contradictions);
		warnings = List.copyOf(warnings);
		provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
		timingsSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(timingsSeconds));
	}
}
