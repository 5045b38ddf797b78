package io.github.trrg.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

/** Grey pictures that are no radiographs, drawn by formulas: what researchers have open beside them. */
final class NonRadiographs {

	private static final int SIZE = 256;

	private interface Grey {

		double at(int x, int y);
	}

	private NonRadiographs() {}

	static Map<String, View> draw(final int seed) {
		final Random random = new Random(seed);
		final Map<String, View> pictures = new LinkedHashMap<>();
		final double[][] cells = discs(random, 60, 4, 10), wide = discs(random, 5, 25, 40);
		final int horizon = 100 + random.nextInt(60), sun = 40 + random.nextInt(180);
		add(pictures, "white noise", (x, y) -> random.nextDouble());
		add(pictures, "gradient across", (x, y) -> x);
		add(pictures, "gradient down", (x, y) -> y);
		add(pictures, "gradient up", (x, y) -> -y);
		add(pictures, "bright spot", (x, y) -> -Math.hypot(x - 128, y - 128));
		add(pictures, "vignette", (x, y) -> Math.hypot(x - 128, y - 128));
		add(pictures, "fluorescent cells", (x, y) -> glow(cells, x, y));
		add(pictures, "stained cells", (x, y) -> 1 - glow(cells, x, y));
		add(pictures, "thresholded cells", (x, y) -> glow(wide, x, y) > 0.5 ? 255 : 0);
		add(pictures, "chessboard", (x, y) -> (x / 16 + y / 16) % 2);
		add(pictures, "stripes", (x, y) -> x / 10 % 2);
		add(pictures, "well plate", (x, y) -> Math.hypot(x % 32 - 16, y % 32 - 16) < 11 ? 180 : 60);
		add(pictures, "galaxy", (x, y) -> 1000 * Math.exp(-Math.hypot(x - 128, (y - 128) * 1.6) / 25) + 20 * random.nextDouble());
		add(pictures, "printed page", (x, y) -> x > 25 && x < 230 && y % 10 < 5 && (x * 7919 + y / 10 * 104729) % 13 < 7 ? 0 : 255);
		add(pictures, "particles", (x, y) -> ((x * x * 3 + y * 7) % 97 < 20 ? 40 : 180) + 20 * random.nextDouble());
		add(pictures, "landscape", (x, y) -> y < horizon ? 200 - y / 2.0 + (Math.hypot(x - sun, y - 40) < 20 ? 50 : 0) : 60 + 40 * Math.sin(x * .2) * Math.sin(y *
			.31) + 20 * random.nextDouble());
		add(pictures, "portrait", (x, y) -> Math.hypot((x - 128) / 60.0, (y - 110) / 80.0) < 1 ? (Math.abs(y - 95) < 6 && Math.abs(Math.abs(x - 128) - 25) < 12 ? 50
			: 160) : 80 + 10 * random.nextDouble());
		add(pictures, "window of a program", (x, y) -> y < 20 ? 90 : x < 60 ? 220 : y % 20 < 3 ? 100 : 250);
		return pictures;
	}

	private static void add(final Map<String, View> pictures, final String name, final Grey grey) {
		final float[] pixels = new float[SIZE * SIZE];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (float) grey.at(i % SIZE, i / SIZE);
		pictures.put(name, new View(name, ArrayImgs.floats(pixels, SIZE, SIZE), View.Position.UNKNOWN, null));
	}

	/** {x, y, radius} */
	private static double[][] discs(final Random random, final int count, final int smallest, final int spread) {
		final double[][] discs = new double[count][];
		for (int i = 0; i < count; i++)
			discs[i] = new double[] { random.nextInt(SIZE), random.nextInt(SIZE), smallest + random.nextInt(spread) };
		return discs;
	}

	private static double glow(final double[][] discs, final int x, final int y) {
		double brightest = 0;
		for (final double[] disc : discs)
			brightest = Math.max(brightest, Math.exp(-(Math.pow(x - disc[0], 2) + Math.pow(y - disc[1], 2)) / (disc[2] * disc[2])));
		return brightest;
	}
}
