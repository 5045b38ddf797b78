package io.github.trrg.evaluate;

/**
 * How well a map finds a marked part of an image.
 *
 * @param pointing whether its maximum lies there (the pointing game, without tolerance); of several equal maxima, the part that does
 * @param coverage part of the map's sum that lies there
 * @param overlap intersection over union of the marked part and of where the map reaches half of its maximum
 */
record MapScore(double pointing, double coverage, double overlap) {

	/**
	 * @param map per pixel, not negative
	 * @param marked whether each pixel is, at least one
	 */
	static MapScore of(final float[] map, final boolean[] marked) {
		float maximum = 0;
		for (final float value : map)
			maximum = Math.max(maximum, value);
		double sum = 0, inside = 0;
		int maxima = 0, maximaInside = 0, both = 0, either = 0;
		for (int i = 0; i < map.length; i++) {
			sum += map[i];
			if (marked[i]) inside += map[i];
			if (map[i] == maximum) {
				maxima++;
				if (marked[i]) maximaInside++;
			}
			final boolean high = map[i] >= maximum / 2;
			if (marked[i] && high) both++;
			if (marked[i] || high) either++;
		}
		final double pointing = (double) maximaInside / maxima;
		return new MapScore(pointing, sum == 0 ? pointing : inside / sum, (double) both / either);
	}

	/** Knows nothing: the same everywhere. */
	static MapScore ofChance(final boolean[] marked) {
		int count = 0;
		for (final boolean here : marked)
			if (here) count++;
		final double part = (double) count / marked.length;
		return new MapScore(part, part, part);
	}

	/** Bets on the middle: a normal distribution around the centre of the image, its deviation a quarter of each side. */
	static MapScore ofCentre(final boolean[] marked, final int width) {
		final int height = marked.length / width;
		final float[] map = new float[marked.length];
		for (int i = 0; i < map.length; i++) {
			final double x = 4 * ((i % width + 0.5) / width - 0.5), y = 4 * ((i / width + 0.5) / height - 0.5);
			map[i] = (float) Math.exp(-(x * x + y * y) / 2);
		}
		return of(map, marked);
	}
}
