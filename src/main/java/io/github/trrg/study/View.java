package io.github.trrg.study;

import java.util.Objects;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One radiograph of a study.
 *
 * @param name what to call it in tables and messages (file name, slice label)
 * @param pixels grey values, 2-D (x, y), any range; larger = brighter = more attenuating tissue (MONOCHROME1 already inverted)
 * @param position projection as far as known
 * @param window display window {min, max} to honour, or null to use the pixels' own range
 */
public record View(String name, RandomAccessibleInterval<FloatType> pixels, Position position, double[] window) {

	/** Projection of a radiograph. */
	public enum Position {
		FRONTAL, LATERAL, UNKNOWN
	}

	public View {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(pixels, "pixels");
		if (pixels.numDimensions() != 2) throw new IllegalArgumentException("A view has two dimensions, got " + pixels.numDimensions());
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
