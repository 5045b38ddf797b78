package io.github.trrg.ij;

import java.util.List;
import java.util.stream.Collectors;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.report.Mention;
import io.github.trrg.report.Report;
import io.github.trrg.report.Sentence;

/**
 * What the model says of a region of a study.
 *
 * @param whole clues of the whole study
 * @param report written from the region alone; its clues are the region's
 */
public record RegionAnswer(List<Clue> whole, Report report) {

	/** @param part per view how much of each patch belongs to the region */
	public static RegionAnswer ask(final Trrg trrg, final Perceived perceived, final List<AttentionMap> part, final Progress progress) {
		final Report report = trrg.generate(trrg.perceive(perceived, part), trrg.model().generation(), TokenListener.NONE, progress);
		return new RegionAnswer(perceived.clues(), report);
	}

	/** How much more probable the k-th disease is in the region than in the whole study. */
	public double difference(final int k) {
		return report.clues().get(k).probability() - whole.get(k).probability();
	}

	/** The sentences that speak of a clue selected in the region or affirm or doubt a disease; the whole report if none does. */
	public String description() {
		final String described = report.sentences().stream().map(Sentence::text).filter(this::describes).collect(Collectors.joining(" "));
		return described.isEmpty() ? report.text() : described;
	}

	private boolean describes(final String sentence) {
		return report.clues().stream().filter(clue -> !clue.disease().isNoFinding()).anyMatch(clue -> {
			final Mention mention = Mention.inSentence(clue.disease(), sentence);
			return mention == Mention.PRESENT || mention == Mention.UNCERTAIN || clue.selected() && mention == Mention.ABSENT;
		});
	}
}
