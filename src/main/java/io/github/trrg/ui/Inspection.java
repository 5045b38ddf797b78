package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.trrg.Perceived;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.ContradictionCheck;
import io.github.trrg.report.Mention;
import io.github.trrg.report.Report;
import io.github.trrg.report.Sentence;
import io.github.trrg.report.SentenceDiff;

/**
 * What is known and edited of one study. Immutable: each edit gives a new one, so that it can be undone.
 *
 * @param perceived as the model perceives the study, unedited
 * @param edits of the clues, not yet or already in the report
 * @param indication why the examination was asked for
 * @param before the report before the last one, or null
 * @param report the last one, or null
 */
record Inspection(Perceived perceived, ClueEdits edits, String indication, Report before, Report report) {

	/** A study nobody has edited. */
	static Inspection of(final Perceived perceived) {
		return new Inspection(perceived, ClueEdits.NONE, perceived.study().indication(), null, null);
	}

	/** The clues as edited. */
	List<Clue> clues() {
		return edits.apply(perceived.clues());
	}

	/** Tells a disease to the language model or keeps it from it; what the thresholds say anyway is no edit. */
	Inspection tick(final String disease, final boolean on) {
		if (perceived.clue(disease).orElseThrow().disease().isNoFinding()) return this; // follows from the others
		final ClueEdits without = edits.withTick(disease, null);
		final boolean already = perceived.with(without).clue(disease).orElseThrow().selected() == on;
		return with(already ? without : edits.withTick(disease, on));
	}

	/** Moves the threshold of a disease, 0 to 1; a tick on it is taken back, so that the threshold decides. */
	Inspection threshold(final String disease, final double threshold) {
		return with(edits.withTick(disease, null).withThreshold(disease, threshold));
	}

	/** A disease as the model has it. */
	Inspection reset(final String disease) {
		return with(edits.withTick(disease, null).withThreshold(disease, null));
	}

	Inspection with(final ClueEdits newEdits) {
		return new Inspection(perceived, newEdits, indication, before, report);
	}

	Inspection withIndication(final String text) {
		return new Inspection(perceived, edits, text.strip(), before, report);
	}

	/** The same edits of the study perceived anew, by another model perhaps: edits of diseases it does not know are dropped. */
	Inspection perceivedAnew(final Perceived anew) {
		ClueEdits kept = edits;
		for (final Clue clue : perceived.clues())
			if (anew.clue(clue.disease().name()).isEmpty()) kept = kept.withTick(clue.disease().name(), null).withThreshold(clue.disease().name(), null);
		return new Inspection(anew, kept, indication, before, report);
	}

	/** What a report is asked for with. */
	Perceived request() {
		return perceived.with(edits).withIndication(indication);
	}

	Inspection written(final Report newReport) {
		return new Inspection(perceived, edits, indication, report, newReport);
	}

	/** Whether the report was written from other clues or another indication than are set now. */
	boolean isStale() {
		return report != null && (!report.clues().equals(clues()) || !indication.equals(report.provenance().get("indication")));
	}

	/** Where the report and the clues as edited disagree. */
	List<Contradiction> contradictions() {
		return report == null ? List.of() : ContradictionCheck.check(report.text(), clues());
	}

	/** What changed from the report before to the last one; nothing without two reports. */
	SentenceDiff changes() {
		return before == null || report == null ? new SentenceDiff(List.of(), List.of()) : SentenceDiff.of(before.sentences(), report.sentences());
	}

	/** One row per disease of the model, in its order. */
	List<ClueRow> rows(final List<Clue> region) {
		final List<Contradiction> contradictions = contradictions();
		final List<ClueRow> rows = new ArrayList<>();
		final List<Clue> clues = clues();
		for (int k = 0; k < clues.size(); k++) {
			final Clue clue = clues.get(k);
			final String name = clue.disease().name();
			rows.add(new ClueRow(clue.disease(), clue.probability(), region.isEmpty() ? null : region.get(k).probability(), clue.selected(), edits.ticks()
				.containsKey(name) || edits.thresholds().containsKey(name), report == null ? Mention.NO : Mention.of(clue.disease(), report.text()), contradictions
					.stream().filter(contradiction -> contradiction.disease().equals(name)).map(Contradiction::reason).distinct().collect(Collectors.joining(" "))));
		}
		return rows;
	}

	/** The sentences of the last report. */
	List<TiedSentence> sentences() {
		if (report == null) return List.of();
		final List<Sentence> added = changes().added();
		final List<Contradiction> contradictions = contradictions();
		final List<TiedSentence> tied = new ArrayList<>();
		for (final Sentence sentence : report.sentences()) {
			final Set<String> diseases = new LinkedHashSet<>();
			for (final Clue clue : perceived.clues())
				if (Mention.inSentence(clue.disease(), sentence.text()) != Mention.NO) diseases.add(clue.disease().name());
			tied.add(new TiedSentence(sentence, diseases, contradictions.stream().filter(contradiction -> contradiction.sentence().equals(sentence.text())).map(
				Contradiction::reason).toList(), added.contains(sentence)));
		}
		return tied;
	}
}
