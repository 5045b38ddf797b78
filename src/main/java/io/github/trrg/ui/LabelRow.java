package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.trrg.Perceived;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.Mention;

/**
 * A line of the table of labels.
 *
 * @param disease name in lower case
 * @param clue what the model perceives of it; null where it perceives nothing of it, or not yet
 * @param label the annotator's
 * @param mention what the annotator's text says of it
 * @param agrees whether text and label say the same
 * @param regions drawn for it
 */
record LabelRow(String disease, ClueRow clue, Label label, Mention mention, boolean agrees, long regions) {

	/**
	 * @param perceived null if nothing is
	 * @param others diseases that the annotator named
	 */
	static List<LabelRow> of(final Draft draft, final Perceived perceived, final Set<String> others) {
		final String text = (draft.text(Draft.Field.REPORT) + "\n" + draft.text(Draft.Field.IMPRESSION)).strip();
		final List<LabelRow> rows = new ArrayList<>();
		for (final String name : diseases(draft, perceived, others)) {
			final Optional<Clue> clue = perceived == null ? Optional.empty() : perceived.clue(name);
			final Mention mention = Mention.of(clue.map(Clue::disease).orElseGet(() -> new Disease(name, List.of(), List.of(), 0.5, false)), text);
			final Label label = draft.label(name);
			final boolean compared = !text.isEmpty() && (label != Label.BLANK || !name.equals(Disease.NO_FINDING));
			rows.add(new LabelRow(name, clue.map(one -> new ClueRow(one.disease(), one.probability(), null, one.selected(), false, mention, "")).orElse(null), label,
				mention, !compared || mention.agrees(label), draft.regions().stream().filter(region -> region.disease().equals(name)).count()));
		}
		return rows;
	}

	/** Those of the model, or before it has looked the findings that all know; then others that were labeled. */
	static List<String> diseases(final Draft draft, final Perceived perceived, final Set<String> others) {
		final Stream<String> first = perceived == null ? Stream.of(Finding.values()).map(Finding::diseaseName) : perceived.clues().stream().map(clue -> clue.disease()
			.name());
		return Stream.of(first, draft.labels().keySet().stream(), draft.regions().stream().map(NewStudy.Region::disease), others.stream()).flatMap(names -> names)
			.distinct().toList();
	}
}
