package io.github.trrg.study;

/**
 * One side of an image, scaled and laid onto one side of the square that the network sees. Pixel i covers [i, i + 1).
 *
 * @param length pixels of the image along this side
 * @param scaled pixels of the square that these become; more than {@code size} when cropped
 * @param offset where in the square they begin; negative when cropped
 * @param size pixels of the square
 */
record Axis(int length, long scaled, long offset, int size) {

	/** First pixel of the square that shows the image. */
	int from() {
		return (int) Math.max(0, offset);
	}

	/** End (exclusive) of the pixels of the square that show the image. */
	int to() {
		return (int) Math.min(size, offset + scaled);
	}

	/** Weights of {@code weights.length} image pixels from {@code first} on; they sum to 1. */
	record Taps(int first, float[] weights) {

		int end() {
			return first + weights.length;
		}
	}

	/**
	 * Antialiased linear interpolation: a triangle as wide as two image pixels when enlarging, two pixels of the square when
	 * shrinking, cut off at the image border (the filter of Pillow's BILINEAR and of torch's {@code antialias=True}).
	 *
	 * @param target pixel of the square, from {@link #from} to {@link #to}
	 */
	Taps taps(final int target) {
		final double step = (double) length / scaled;
		final double centre = (target - offset + 0.5) * step;
		final double radius = Math.max(1, step);
		final int first = (int) Math.max(0, Math.floor(centre - radius + 0.5));
		final int end = (int) Math.min(length, Math.ceil(centre + radius - 0.5));
		final float[] weights = new float[end - first];
		double sum = 0;
		for (int i = first; i < end; i++)
			sum += triangle((i + 0.5 - centre) / radius);
		for (int i = first; i < end; i++)
			weights[i - first] = (float) (triangle((i + 0.5 - centre) / radius) / sum);
		return new Taps(first, weights);
	}

	private static double triangle(final double distance) {
		return Math.max(0, 1 - Math.abs(distance));
	}

	/**
	 * The way back: where the centre of an image pixel lies on a grid of patches that covers the square.
	 *
	 * @return 0 to {@code patches}; outside of it if the network did not see this pixel
	 */
	double patchCoordinate(final int pixel, final int patches) {
		return (offset + (pixel + 0.5) * scaled / length) * patches / size;
	}
}
