package io.github.trrg.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;

/** Which study is looked at, and what is known of it and of those looked at before. */
final class Studies {

	/** Studies remembered; those not looked at for longest are forgotten first. */
	private static final int MEMORY = 2000;

	private final Map<Place, Known> memory = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Place, Known> eldest) {
			return size() > MEMORY;
		}
	};

	private ImagePlus image;
	private Place place;
	private boolean views;

	/** What is known of the study looked at, empty until it is seen. */
	Optional<Known> known() {
		return at(place);
	}

	Optional<Known> at(final Place at) {
		return Optional.ofNullable(memory.get(at));
	}

	void put(final Place at, final Known known) {
		memory.put(at, known);
	}

	/** Takes in what the model sees now; edits and reports stay. */
	void accept(final Place at, final Seen seen) {
		put(at, at(at).map(known -> known.seenAnew(seen)).orElseGet(() -> Known.of(seen)));
	}

	/** The image the study looked at is of, or null; it may be closed by now. */
	ImagePlus image() {
		return image;
	}

	boolean isImageOpen() {
		return image != null && isOpen(image);
	}

	static boolean isOpen(final ImagePlus image) {
		return image.getProcessor() != null && (image.getWindow() == null || !image.getWindow().isClosed());
	}

	/** Where the study looked at lies, or null. */
	Place place() {
		return place;
	}

	/** Whether all slices are views of one study. */
	boolean isViews() {
		return views;
	}

	void setViews(final boolean all) {
		views = all;
	}

	void setImage(final ImagePlus other) {
		image = other;
	}

	/** Looks at what the image shows now; returns whether that is another study than before. */
	boolean move() {
		final Place now = Place.of(image, views);
		if (now.equals(place)) return false;
		place = now;
		return true;
	}
}
