package io.github.trrg.evaluate;

import java.nio.file.Path;

/** A marked part of an image. */
public interface Region {

	/** Reads a drawn region from its file. */
	@FunctionalInterface
	interface Reader {

		/** @throws io.github.trrg.common.TrrgException naming the file if it cannot be read */
		Region read(Path file);
	}

	/** Whether the pixel belongs to it; pixels outside of the image may be asked for. */
	boolean contains(int x, int y);

	/** What it lies within, in pixels: left, top, right, bottom. */
	double[] bounds();

	/** A rectangle; a pixel belongs to it if its centre does. */
	record Box(double x, double y, double width, double height) implements Region {

		@Override
		public boolean contains(final int px, final int py) {
			return px + 0.5 >= x && px + 0.5 < x + width && py + 0.5 >= y && py + 0.5 < y + height;
		}

		@Override
		public double[] bounds() {
			return new double[] { x, y, x + width, y + height };
		}
	}
}
