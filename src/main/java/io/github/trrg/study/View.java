package io.github.trrg.study;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

/**
 * One radiograph of a study.
 *
 * @param name what to call it in tables and messages (file name, slice label)
 * @param pixels grey values, 2-D (x, y), any range; larger = brighter = more attenuating tissue (MONOCHROME1 already inverted)
 * @param position projection as far as known
 * @param window grey values {black, white} to show the pixels with, or null to take a robust range of the pixels themselves.
 *          Readers set {0, 255} for 8-bit images whose contrast nobody changed: such images are ready to be looked at
 * @param colourfulness how far the original was from grey: mean of (largest − smallest of red, green, blue) / 255 over its pixels, 0 to 1
 */
public record View(String name, RandomAccessibleInterval<FloatType> pixels, Position position, double[] window, double colourfulness) {

	/** Projection of a radiograph. */
	public enum Position {

		FRONTAL, LATERAL, UNKNOWN;

		private static final Set<String> FRONTAL_WORDS = Set.of("pa", "ap", "frontal");
		private static final Set<String> LATERAL_WORDS = Set.of("lateral", "lat", "ll", "rl");

		/**
		 * Reads a DICOM view position, a series description, a file name or a slice label.
		 *
		 * @return UNKNOWN if no word speaks of a projection, or words speak of both
		 */
		public static Position of(final String text) {
			final Set<String> words = new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+")));
			final boolean frontal = words.stream().anyMatch(FRONTAL_WORDS::contains), lateral = words.stream().anyMatch(LATERAL_WORDS::contains);
			return frontal == lateral ? UNKNOWN : frontal ? FRONTAL : LATERAL;
		}
	}

	public View {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(pixels, "pixels");
		if (pixels.numDimensions() != 2) throw new IllegalArgumentException("A view has two dimensions, got " + pixels.numDimensions());
	}

	/** A view of a grey image. */
	public View(final String name, final RandomAccessibleInterval<FloatType> pixels, final Position position, final double[] window) {
		this(name, pixels, position, window, 0);
	}

	/**
	 * A view of a colour image: its luminance (Rec. 601 weights), with the window {0, 255}.
	 *
	 * @param rgb packed pixels 0xRRGGBB, row-major; higher bits do not count
	 */
	public static View ofRgb(final String name, final int[] rgb, final int width, final int height) {
		final float[] grey = new float[rgb.length];
		double chroma = 0;
		for (int i = 0; i < rgb.length; i++) {
			final int red = rgb[i] >> 16 & 255, green = rgb[i] >> 8 & 255, blue = rgb[i] & 255;
			grey[i] = 0.299f * red + 0.587f * green + 0.114f * blue;
			chroma += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
		}
		return new View(name, ArrayImgs.floats(grey, width, height), Position.UNKNOWN, new double[] { 0, 255 }, chroma / 255 / Math.max(1, rgb.length));
	}

	public View withPosition(final Position newPosition) {
		return new View(name, pixels, newPosition, window, colourfulness);
	}

	/** The view as a cache keeps it: of its pixels only their number is left. */
	public View withoutPixels() {
		return withoutPixels(width(), height());
	}

	/** The view as if it had so many pixels, all 0: for placing maps. */
	public View withoutPixels(final int width, final int height) {
		return new View(name, ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(width, height)), position, window, colourfulness);
	}

	/** Pixels across. */
	public int width() {
		return (int) pixels.dimension(0);
	}

	/** Pixels down. */
	public int height() {
		return (int) pixels.dimension(1);
	}
}
