package io.github.trrg.study;

import io.github.trrg.clue.AttentionMap;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Spreads the values of a patch grid over the pixels of an image. Separable: first along x for each patch row, then along y. */
final class MapProjection {

	private MapProjection() {}

	static Img<FloatType> project(final AttentionMap map, final Axis horizontal, final Axis vertical, final boolean smooth) {
		final int width = horizontal.length(), height = vertical.length();
		final float[][] stretched = new float[map.rows()][width];
		final int[] patches = new int[4];
		final float[] weights = new float[4];
		for (int x = 0; x < width; x++) {
			taps(horizontal.patchCoordinate(x, map.columns()), map.columns(), smooth, patches, weights);
			for (int row = 0; row < map.rows(); row++)
				for (int i = 0; i < 4; i++)
					stretched[row][x] += weights[i] * map.at(row, patches[i]);
		}
		final float[] image = new float[width * height];
		for (int y = 0; y < height; y++) {
			taps(vertical.patchCoordinate(y, map.rows()), map.rows(), smooth, patches, weights);
			blend(stretched[patches[0]], stretched[patches[1]], stretched[patches[2]], stretched[patches[3]], weights, image, y * width);
		}
		return ArrayImgs.floats(image, width, height);
	}

	static AttentionMap gather(final float[] values, final Axis horizontal, final Axis vertical, final int side) {
		final float[] sums = new float[side * side];
		final float[] counts = new float[side * side];
		for (int y = 0; y < vertical.length(); y++) {
			final int row = (int) Math.floor(vertical.patchCoordinate(y, side));
			if (row < 0 || row >= side) continue;
			for (int x = 0; x < horizontal.length(); x++) {
				final int column = (int) Math.floor(horizontal.patchCoordinate(x, side));
				if (column < 0 || column >= side) continue;
				sums[row * side + column] += values[y * horizontal.length() + x];
				counts[row * side + column]++;
			}
		}
		for (int i = 0; i < sums.length; i++)
			if (counts[i] > 0) sums[i] /= counts[i];
		return new AttentionMap(side, side, sums);
	}

	private static void blend(final float[] a, final float[] b, final float[] c, final float[] d, final float[] weights, final float[] image, final int start) {
		final float wa = weights[0], wb = weights[1], wc = weights[2], wd = weights[3];
		for (int x = 0; x < a.length; x++)
			image[start + x] = Math.max(0, wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x]);
	}

	/**
	 * The four patches around a place and their weights: Catmull-Rom, which returns the patch's own value at its centre; border patches
	 * are repeated outwards. All weights are 0 outside of the grid.
	 */
	private static void taps(final double place, final int count, final boolean smooth, final int[] patches, final float[] weights) {
		final boolean seen = place >= 0 && place <= count;
		final double centre = smooth ? place - 0.5 : Math.floor(place);
		final int before = (int) Math.floor(centre);
		final double t = centre - before;
		weights[0] = (float) (seen ? ((-0.5 * t + 1) * t - 0.5) * t : 0);
		weights[1] = (float) (seen ? (1.5 * t - 2.5) * t * t + 1 : 0);
		weights[2] = (float) (seen ? ((-1.5 * t + 2) * t + 0.5) * t : 0);
		weights[3] = (float) (seen ? (0.5 * t - 0.5) * t * t : 0);
		for (int i = 0; i < 4; i++)
			patches[i] = Math.min(count - 1, Math.max(0, before - 1 + i));
	}
}
