package io.github.trrg.ij;

import java.util.List;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Report;

/**
 * Maps of a study with a name.
 *
 * @param label as shown beside them
 * @param maps one per view
 */
public record MapLayer(String label, List<AttentionMap> maps) {

	/** The evidence of a disease, labeled like "pleural effusion p=0.83". */
	public static MapLayer of(final Clue clue) {
		return new MapLayer(MapStack.label(clue), clue.maps());
	}

	/**
	 * What the model looked at while it wrote a sentence, labeled like "sentence 2".
	 *
	 * @param number of the sentence, from 1
	 * @throws TrrgException if there is no such sentence
	 */
	public static MapLayer ofSentence(final Report report, final int number) {
		final int count = report.sentences().size();
		if (number < 1 || number > count) throw new TrrgException("sentence must be from 1 to " + count + ", the number of sentences of the report; got " + number +
			".");
		return new MapLayer("sentence " + number, report.sentences().get(number - 1).maps());
	}
}
