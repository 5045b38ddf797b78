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

/** What lies over the image: the maps of some diseases, or that of a sentence of the report. */
final class ShownMaps {

	/** No sentence. */
	static final int NONE = -1;

	/** What the overlay was drawn of. */
	private record Drawn(ImagePlus image, Place place, Seen seen, int sentence) {}

	private final Studies studies;
	private final Recording recording;
	private final Runnable changed;
	private final Set<String> diseases = new LinkedHashSet<>();
	private MapLook look = MapLook.DEFAULT;
	private int sentence = NONE;
	/** The report that the sentence is of. */
	private Report report;
	private Drawn drawn;

	/** @param changed called after another choice */
	ShownMaps(final Studies studies, final Recording recording, final Runnable changed) {
		this.studies = studies;
		this.recording = recording;
		this.changed = changed;
	}

	/** In the order of their colours. */
	List<String> diseases() {
		return List.copyOf(diseases);
	}

	MapLook look() {
		return look;
	}

	/** Index of the sentence whose map is shown instead of those of diseases, or {@link #NONE}. */
	int sentence() {
		return sentence;
	}

	/** Shows the maps of these diseases instead of a sentence's. */
	void show(final List<String> shown) {
		setDiseases(shown);
		setSentence(NONE);
		redraw();
	}

	/** Those shown already keep their colours as far as possible. */
	private void setDiseases(final List<String> shown) {
		diseases.retainAll(shown);
		diseases.addAll(shown);
	}

	void setLook(final MapLook newLook) {
		look = newLook;
		redraw();
	}

	/** Shows what the model looked at while it wrote a sentence of the report; {@link #NONE} for the clues again. */
	void showSentence(final int index) {
		if (index == sentence) return;
		setSentence(index);
		redraw();
	}

	/** Shows a sentence's map, and after it those of the diseases the sentence speaks of. */
	void pickSentence(final int index) {
		studies.known().ifPresent(known -> setDiseases(List.copyOf(known.now().sentences().get(index).diseases())));
		setSentence(index);
		redraw();
		record();
	}

	private void setSentence(final int index) {
		sentence = index;
		report = presentReport();
	}

	private Report presentReport() {
		return studies.known().map(known -> known.now().report()).orElse(null);
	}

	/** Records what is shown, when the user has come to rest on it. */
	void record() {
		final Known known = studies.known().orElse(null);
		if (known == null) return;
		if (sentence != NONE) recording.addOfReport(known, InspectorMacro.sentence(studies.image(), sentence, look));
		else if (!diseases.isEmpty()) recording.add(InspectorMacro.maps(studies.image(), studies.isViews(), diseases(), look));
	}

	/** Draws again if what is drawn is of something else. The map of a sentence goes with its report. */
	void refresh() {
		if (sentence != NONE && report != presentReport()) sentence = NONE;
		if (!present().equals(drawn)) draw();
	}

	private Drawn present() {
		return new Drawn(studies.image(), studies.place(), studies.known().map(Known::seen).orElse(null), sentence);
	}

	private void redraw() {
		draw();
		changed.run();
	}

	private void draw() {
		drawn = present();
		if (drawn.seen == null || !studies.isImageOpen()) return;
		ClueOverlay.draw(drawn.image, drawn.seen.study(), layers(), drawn.seen.preprocessing(), look);
	}

	private List<MapLayer> layers() {
		final List<MapLayer> layers = new ArrayList<>();
		if (sentence == NONE) diseases.forEach(disease -> drawn.seen.perceived().clue(disease).map(MapLayer::of).ifPresent(layers::add));
		else if (report != null && sentence < report.sentences().size() && !report.sentences().get(sentence).maps().isEmpty()) layers.add(MapLayer.ofSentence(report,
			sentence + 1));
		return layers;
	}

	/** Takes the maps off the image; the overlay of others stays. */
	void remove() {
		drawn = null;
		if (studies.isImageOpen()) ClueOverlay.remove(studies.image());
	}
}
