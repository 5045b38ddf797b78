package io.github.trrg.ij;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.List;

import ij.ImagePlus;
import ij.Undo;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.FloatProcessor;
import io.github.trrg.clue.Clue;
import io.github.trrg.page.CluePicture;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/**
 * Shows clues as colours over the radiograph, beside whatever overlay the user has. Own elements carry names that begin with
 * {@link #PREFIX}; showing clues again on a slice replaces them there.
 */
public final class ClueOverlay {

	/** Begins the name of each element made here, which goes on like "pleural effusion p=0.83". */
	public static final String PREFIX = "TRRG ";

	private static final String PROPERTY = PREFIX.strip();
	/** Maps come from a few patches: more pixels would only cost time. */
	private static final int PICTURE_SIDE = 512;

	private ClueOverlay() {}

	/**
	 * Where a map exceeds its own mean, the clue's colour shows, the stronger the more. Undone by Edit&gt;Undo.
	 *
	 * @param opacity of the strongest place of each map, 0 to 1
	 */
	public static void show(final ImagePlus image, final ImageStudy study, final List<Clue> clues, final Preprocessing preprocessing, final double opacity) {
		show(image, study, clues.stream().map(MapLayer::of).toList(), preprocessing, new MapLook(opacity, MapLook.Colours.DISTINCT, true, 0, 0));
	}

	/** Draws, and can be undone by Edit&gt;Undo. */
	public static void show(final ImagePlus image, final ImageStudy study, final List<MapLayer> layers, final Preprocessing preprocessing, final MapLook look) {
		if (image.getOverlay() == null) image.setOverlay(new Overlay());
		Undo.setup(Undo.OVERLAY, image);
		draw(image, study, layers, preprocessing, look);
	}

	/** Where a map exceeds its own mean, its colour shows, the stronger the more. What Edit&gt;Undo would undo stays. */
	public static void draw(final ImagePlus image, final ImageStudy study, final List<MapLayer> layers, final Preprocessing preprocessing, final MapLook look) {
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		for (int i = 0; i < study.slices().size(); i++) {
			final int slice = study.slices().get(i);
			removeOwn(overlay, image, slice);
			for (int k = 0; k < layers.size(); k++) {
				final String label = layers.get(k).label();
				final FloatProcessor map = MapStack.pixels(layers.get(k).maps().get(i).blurred(look.blur()), small(study.study().views().get(i)), preprocessing,
					look.smooth());
				final ClueRoi roi = new ClueRoi(CluePicture.of((float[]) map.getPixels(), map.getWidth(), map.getHeight(), look.table(k)), image.getWidth(), image
					.getHeight(), look.smooth());
				roi.setOpacity(look.opacity());
				add(overlay, roi, label, image, slice);
				// Text needs fonts, which machines without a display often lack.
				if (!GraphicsEnvironment.isHeadless()) add(overlay, legend(label, k, new Color(CluePicture.colour(k)), image), "legend " + label, image, slice);
			}
		}
		image.setOverlay(overlay.size() == 0 ? null : overlay);
	}

	/** A view of the same shape, of no more pixels than a map needs. */
	private static View small(final View view) {
		final double scale = Math.min(1, PICTURE_SIDE / (double) Math.max(view.width(), view.height()));
		return view.withoutPixels((int) Math.max(1, Math.round(scale * view.width())), (int) Math.max(1, Math.round(scale * view.height())));
	}

	/** Removes what was added here, on all slices. */
	public static void remove(final ImagePlus image) {
		final Overlay overlay = image.getOverlay();
		if (overlay == null) return;
		for (final Roi roi : overlay.toArray())
			if (isOwn(roi)) remove(overlay, roi);
		image.setOverlay(overlay.size() == 0 ? null : overlay);
	}

	private static void removeOwn(final Overlay overlay, final ImagePlus image, final int slice) {
		final Roi here = new Roi(0, 0, 1, 1);
		place(here, image, slice);
		for (final Roi roi : overlay.toArray())
			if (isOwn(roi) && roi.getPosition() == here.getPosition() && roi.getCPosition() == here.getCPosition() && roi.getZPosition() == here.getZPosition() && roi
				.getTPosition() == here.getTPosition()) remove(overlay, roi);
	}

	/**
	 * ImageJ takes elements of the same bounds for equal, own ones are equal to themselves only: so they are found whatever another plugin does
	 * to the overlay meanwhile. Those that come from a file have lost that.
	 */
	private static void remove(final Overlay overlay, final Roi roi) {
		if (roi instanceof ClueRoi || roi instanceof Legend) overlay.remove(roi);
		else for (int i = overlay.size() - 1; i >= 0; i--)
			if (overlay.get(i) == roi) overlay.remove(i);
	}

	/** The name of a map, equal to itself only. */
	private static final class Legend extends TextRoi {

		private static final long serialVersionUID = 1L;

		Legend(final double x, final double y, final String text, final Font font) {
			super(x, y, text, font);
		}

		@Override
		public boolean equals(final Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}
	}

	/** Images in an overlay lose their names, not their properties, when ImageJ saves and opens them. An element being removed meanwhile is null. */
	private static boolean isOwn(final Roi roi) {
		return roi != null && (roi.getName() != null && roi.getName().startsWith(PREFIX) || roi.getProperty(PROPERTY) != null);
	}

	private static void add(final Overlay overlay, final Roi roi, final String label, final ImagePlus image, final int slice) {
		roi.setName(PREFIX + label);
		roi.setProperty(PROPERTY, label);
		place(roi, image, slice);
		overlay.add(roi);
	}

	/** Makes a region lie on one slice. */
	static void place(final Roi roi, final ImagePlus image, final int slice) {
		if (image.isHyperStack()) {
			final int[] position = image.convertIndexToPosition(slice);
			roi.setPosition(position[0], position[1], position[2]);
		}
		else if (image.getStackSize() > 1) roi.setPosition(slice);
	}

	private static Roi legend(final String label, final int line, final Color colour, final ImagePlus image) {
		final int size = Math.max(9, image.getHeight() / 40);
		final TextRoi text = new Legend(size / 2.0, size * (0.5 + 1.4 * line), label + "  ", new Font(Font.SANS_SERIF, Font.BOLD, size));
		text.setStrokeColor(colour);
		text.setFillColor(new Color(0, 0, 0, 150));
		return text;
	}
}
