package io.github.trrg;

import java.util.List;
import java.util.Optional;

import io.github.trrg.clue.Clue;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.clue.Disease;
import io.github.trrg.study.Study;

/**
 * A study as the network perceives it: kept, so that a report can be written again with other clues without encoding again.
 *
 * @param study what was read
 * @param clues one per disease of the model, in its order, selected or not
 * @param tokens patch tokens of all views (V·P, D), row-major
 * @param warnings what a reader of the report should know about the images
 * @param seconds it took
 */
public record Perceived(Study study, List<Clue> clues, float[] tokens, List<String> warnings, double seconds) {

	public Perceived {
		clues = List.copyOf(clues);
		warnings = List.copyOf(warnings);
	}

	/** The clues of these diseases, in their order; without any, all that are selected. */
	public List<Clue> cluesOf(final List<Disease> diseases) {
		if (diseases.isEmpty()) return clues.stream().filter(Clue::selected).toList();
		return diseases.stream().map(disease -> clue(disease.name()).orElseThrow()).toList();
	}

	/** The clue of that disease. */
	public Optional<Clue> clue(final String disease) {
		return clues.stream().filter(clue -> clue.disease().name().equalsIgnoreCase(disease)).findFirst();
	}

	/** The same study with other clues, as {@link ClueEdits#apply} says. */
	public Perceived with(final ClueEdits edits) {
		return new Perceived(study, edits.apply(clues), tokens, warnings, seconds);
	}

	/** The same study without the pixels of its views: what is enough to write reports and to place maps. */
	public Perceived withoutPixels() {
		return new Perceived(study.withoutPixels(), clues, tokens, warnings, seconds);
	}

	/** The same study asked for with another indication. */
	public Perceived withIndication(final String indication) {
		return new Perceived(new Study(study.id(), study.views(), indication), clues, tokens, warnings, seconds);
	}

	/** The same study with one disease told to the language model or not, whatever its probability. */
	public Perceived withSelected(final String disease, final boolean selected) {
		return with(ClueEdits.NONE.withTick(disease, selected));
	}
}
