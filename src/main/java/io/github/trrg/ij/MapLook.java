package io.github.trrg.ij;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

import ij.plugin.LutLoader;
import io.github.trrg.common.TrrgException;
import io.github.trrg.page.CluePicture;

/**
 * How maps are drawn over an image.
 *
 * @param opacity of the strongest place of each map, above 0 to 1
 * @param colours which
 * @param smooth interpolated between patches; else each patch is a square of one colour
 * @param blur standard deviation of a Gaussian that softens the map, in patches, 0 (not at all) to 5
 * @param cut what is hidden, as part of the range from a map's mean to its maximum, 0 to below 1
 */
public record MapLook(double opacity, Colours colours, boolean smooth, double blur, double cut) {

	/** Half transparent, a colour per map, smooth, all of what exceeds the mean. */
	public static final MapLook DEFAULT = new MapLook(0.5, Colours.DISTINCT, true, 0, 0);

	/** Colour tables. */
	public enum Colours {

		/** A colour per map, fading where the map does. */
		DISTINCT("distinct"),
		/** From black over red to white. */
		FIRE("fire"),
		/** From blue over violet to orange. */
		ICE("ice");

		private final String title;

		Colours(final String title) {
			this.title = title;
		}

		/** As written in macros. */
		public String title() {
			return title;
		}

		/** @throws TrrgException if there is no such table */
		public static Colours of(final String title) {
			return Arrays.stream(values()).filter(colours -> colours.title.equalsIgnoreCase(title.strip())).findFirst().orElseThrow(() -> new TrrgException(
				"There are no colours \"" + title + "\". Use distinct, fire or ice."));
		}
	}

	/** @throws TrrgException naming the value that is out of range */
	public MapLook {
		if (!(opacity > 0 && opacity <= 1)) throw new TrrgException("opacity must be above 0 and at most 1, got " + opacity + ".");
		if (!(blur >= 0 && blur <= 5)) throw new TrrgException("blur must be from 0 to 5 patches, got " + blur + ".");
		if (!(cut >= 0 && cut < 1)) throw new TrrgException("cut must be from 0 to below 1, got " + cut + ".");
	}

	/** Colours of the {@code index}-th map for values from its mean (0) to its maximum (255), with opacity as alpha: 0xAARRGGBB. */
	int[] table(final int index) {
		final IndexColorModel lut = colours == Colours.DISTINCT ? null : LutLoader.getLut(colours.title);
		final int[] table = new int[256];
		for (int i = 0; i < table.length; i++)
			if (i > 0 && i >= 255 * cut) table[i] = i << 24 | (lut == null ? CluePicture.colour(index) : lut.getRGB(i)) & 0xffffff;
		return table;
	}
}
