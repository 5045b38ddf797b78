package io.github.trrg.ij;

import java.util.List;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;

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
}
