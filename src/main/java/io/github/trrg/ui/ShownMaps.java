package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import io.github.trrg.ij.ClueOverlay;
import io.github.trrg.ij.MapLayer;
import io.github.trrg.ij.MapLook;
import io.github.trrg.report.Report;

/** Which maps lie over the image: those of some diseases, or that of a sentence. */
final class ShownMaps {

	/** No sentence. */
	static final int NONE = -1;

	private final Set<String> diseases = new LinkedHashSet<>();
	private MapLook look = MapLook.DEFAULT;
	private int sentence = NONE;

	/** In the order of their colours. */
	List<String> diseases() {
		return List.copyOf(diseases);
	}

	/** Those shown already keep their colours as far as possible. */
	void setDiseases(final List<String> shown) {
		diseases.retainAll(shown);
		diseases.addAll(shown);
	}

	MapLook look() {
		return look;
	}

	void setLook(final MapLook newLook) {
		look = newLook;
	}

	/** Index of the sentence whose map is shown instead of those of diseases, or {@link #NONE}. */
	int sentence() {
		return sentence;
	}

	void setSentence(final int index) {
		sentence = index;
	}

	void draw(final ImagePlus image, final Known known) {
		ClueOverlay.draw(image, known.seen().study(), layers(known.now()), known.seen().preprocessing(), look);
	}

	private List<MapLayer> layers(final Inspection now) {
		final List<MapLayer> layers = new ArrayList<>();
		final Report report = now.report();
		if (sentence == NONE) diseases.forEach(disease -> now.perceived().clue(disease).map(MapLayer::of).ifPresent(layers::add));
		else if (report != null && sentence < report.sentences().size() && !report.sentences().get(sentence).maps().isEmpty()) layers.add(MapLayer.ofSentence(report,
			sentence + 1));
		return layers;
	}
}
