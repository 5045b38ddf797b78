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
 * @param sentences of the text, in order, with where the model looked while it wrote them
 * @param clues what was perceived of every disease of the model
 * @param contradictions where text and clues disagree
 * @param warnings what the user should know before trusting the text, one sentence each
 * @param provenance what would reproduce the report (model, version, settings), in the order to show
 * @param timingsSeconds how long each step took, in order
 */
public record Report(String text, List<Sentence> sentences, List<Clue> clues, List<Contradiction> contradictions, List<String> warnings,
	Map<String, String> provenance, Map<String, Double> timingsSeconds)
{

	/** What every window and page of reports says once. */
	public static final String RESEARCH_ONLY = "For research use only, not for clinical use. Written by a neural network; it may be wrong.";

	public Report {
		sentences = List.copyOf(sentences);
		clues = List.copyOf(clues);
		contradictions = List.copyOf(contradictions);
		warnings = List.copyOf(warnings);
		provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
		timingsSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(timingsSeconds));
	}

	/** A report that nobody watched being written. */
	public Report(final String text, final List<Clue> clues, final List<Contradiction> contradictions, final List<String> warnings,
		final Map<String, String> provenance, final Map<String, Double> timingsSeconds)
	{
		this(text, Sentence.of(text), clues, contradictions, warnings, provenance, timingsSeconds);
	}

	/** How long all steps took together. */
	public double seconds() {
		return timingsSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
	}
}
