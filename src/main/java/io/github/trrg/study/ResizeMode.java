package io.github.trrg.study;

import java.util.Locale;

/** How an image of any shape becomes a square. Part of the model: it must be the one its training data went through. */
public enum ResizeMode {

	/** Both sides are scaled to the square, whatever the aspect ratio. */
	STRETCH,
	/** The longer side fills the square; the rest, shared by both ends, stays black. */
	PAD,
	/** The shorter side fills the square; what sticks out at both ends is not seen. */
	CROP;

	/** @return the name in {@code preprocessing.json} */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Where one side of an image comes to lie in the square.
	 *
	 * @param length pixels of this side
	 * @param other pixels of the other side
	 * @param size side of the square
	 */
	Axis axis(final int length, final int other, final int size) {
		final int filling = switch (this) {
			case STRETCH -> length;
			case PAD -> Math.max(length, other);
			case CROP -> Math.min(length, other);
		};
		final long scaled = Math.max(1, Math.round((double) length * size / filling));
		return new Axis(length, scaled, Math.floorDiv(size - scaled, 2), size);
	}
}
