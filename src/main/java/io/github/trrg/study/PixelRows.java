package io.github.trrg.study;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/** Reads the pixels of a view row by row, fast where they are one plain array. */
final class PixelRows {

	private final RandomAccessibleInterval<FloatType> pixels;
	private final int width;
	private final float[] plain;

	PixelRows(final View view) {
		pixels = view.pixels();
		width = view.width();
		plain = pixels instanceof ArrayImg<?, ?> array && array.update(null) instanceof FloatArray floats ? floats.getCurrentStorageArray() : null;
	}

	/** @param row receives the pixels of line {@code y} (counted from the view's upper border) */
	void read(final int y, final float[] row) {
		if (plain != null) {
			System.arraycopy(plain, y * width, row, 0, width);
			return;
		}
		final RandomAccess<FloatType> access = pixels.randomAccess();
		access.setPosition(pixels.min(0), 0);
		access.setPosition(pixels.min(1) + y, 1);
		for (int x = 0; x < width; x++) {
			row[x] = access.get().get();
			access.fwd(0);
		}
	}
}
