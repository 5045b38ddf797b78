package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.trrg.clue.AttentionMap;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Maps return to the image coordinates they came from. */
class MapProjectionTest {

	@Test
	void stretchedPatchCoversItsShareOfTheImage() {
		// A 4 x 2 grid over an image of 200 x 80: each patch covers 50 x 40 pixels; row 1, column 2 covers x 100-149, y 40-79.
		final Img<FloatType> image = new Preprocessing(224, ResizeMode.STRETCH, 0, 1, 0, 100).mapToImage(delta(2, 4, 1, 2), view(200, 80), false);
		assertArrayEquals(new long[] { 200, 80 }, image.dimensionsAsLongArray());
		assertArrayEquals(new int[] { 100, 40, 149, 79 }, bounds(image));
	}

	@Test
	void paddedPatchReturnsToTheImageInsideTheSquare() {
		// 100 x 50 stands in the middle of a square of 100: lines 25-74. Row 1 of 4 covers lines 25-49 of the square, 0-24 of the image.
		final Preprocessing pad = new Preprocessing(224, ResizeMode.PAD, 0, 1, 0, 100);
		assertArrayEquals(new int[] { 0, 0, 24, 24 }, bounds(pad.mapToImage(delta(4, 4, 1, 0), view(100, 50), false)));
		assertArrayEquals(new int[] { 75, 25, 99, 49 }, bounds(pad.mapToImage(delta(4, 4, 2, 3), view(100, 50), false)));
	}

	@Test
	void croppedMapLeavesTheUnseenEndsAtZero() {
		// Of 100 x 50 the network sees x 25-74; column 0 of 2 covers x 25-49.
		final Preprocessing crop = new Preprocessing(224, ResizeMode.CROP, 0, 1, 0, 100);
		assertArrayEquals(new int[] { 25, 0, 49, 24 }, bounds(crop.mapToImage(delta(2, 2, 0, 0), view(100, 50), false)));
		final Img<FloatType> all = crop.mapToImage(new AttentionMap(1, 1, new float[] { 3 }), view(100, 50), true);
		assertArrayEquals(new int[] { 25, 0, 74, 49 }, bounds(all));
	}

	@Test
	void pixelsBecomeThePartOfEachPatchTheyCover() {
		// 40 x 20 on a grid of 2 x 2: patches of 20 x 10 pixels. The left 30 columns of the upper half are set.
		final float[] mask = new float[40 * 20];
		for (int y = 0; y < 10; y++)
			java.util.Arrays.fill(mask, y * 40, y * 40 + 30, 1);
		final Preprocessing stretch = new Preprocessing(224, ResizeMode.STRETCH, 0, 1, 0, 100);
		assertArrayEquals(new float[] { 1, 0.5f, 0, 0 }, stretch.imageToMap(mask, view(40, 20), 2).weights(), 1e-6f);
	}

	@Test
	void pixelsTheNetworkDoesNotSeeCountNowhere() {
		// Of 100 x 50 the network sees x 25-74.
		final float[] mask = new float[100 * 50];
		for (int y = 0; y < 50; y++)
			java.util.Arrays.fill(mask, y * 100, y * 100 + 25, 1);
		assertArrayEquals(new float[4], new Preprocessing(224, ResizeMode.CROP, 0, 1, 0, 100).imageToMap(mask, view(100, 50), 2).weights());
	}

	@Test
	void smoothMapHasThePatchValueAtThePatchCentreAndIsNeverNegative() {
		// 7 x 7 patches over 70 x 70: patch (3, 5) is centred between pixels 34/35 down and 54/55 across.
		final Img<FloatType> image = new Preprocessing(224, ResizeMode.STRETCH, 0, 1, 0, 100).mapToImage(delta(7, 7, 3, 5), view(70, 70), true);
		assertEquals(1, at(image, 54, 34), 0.02);
		assertEquals(1, at(image, 55, 35), 0.02);
		for (final FloatType value : image)
			assertTrue(value.get() >= 0 && value.get() <= 1.0001f);
	}

	@Test
	void evenMapStaysEvenUpToTheBorder() {
		final AttentionMap even = new AttentionMap(2, 3, new float[] { .5f, .5f, .5f, .5f, .5f, .5f });
		for (final FloatType value : new Preprocessing(64, ResizeMode.STRETCH, 0, 1, 0, 100).mapToImage(even, view(31, 17), true))
			assertEquals(0.5, value.get(), 1e-6);
	}

	/** A bright square drawn into the image and the patch that saw it are at the same place, whatever the shape of the image. */
	@ParameterizedTest
	@EnumSource(ResizeMode.class)
	void whatTheNetworkSawReturnsToWhereItWas(final ResizeMode mode) {
		final int width = 331, height = 260, grid = 14, size = 224;
		final Img<FloatType> pixels = ArrayImgs.floats(width, height);
		final RandomAccess<FloatType> draw = pixels.randomAccess();
		for (int y = 100; y < 112; y++)
			for (int x = 200; x < 212; x++)
				draw.setPositionAndGet(x, y).set(255);
		final View view = new View("square", pixels, View.Position.UNKNOWN, new double[] { 0, 255 });
		final Preprocessing preprocessing = new Preprocessing(size, mode, 0, 1, 0, 100);
		final float[] seen = preprocessing.apply(view);
		final float[] patches = new float[grid * grid];
		for (int i = 0; i < seen.length; i++)
			patches[i / size / (size / grid) * grid + i % size / (size / grid)] += seen[i];
		double x = 0, y = 0, mass = 0;
		final Cursor<FloatType> cursor = preprocessing.mapToImage(new AttentionMap(grid, grid, patches), view, false).localizingCursor();
		while (cursor.hasNext()) {
			final float value = cursor.next().get();
			x += value * cursor.getIntPosition(0);
			y += value * cursor.getIntPosition(1);
			mass += value;
		}
		assertEquals(205.5, x / mass, 331.0 / grid / 2);
		assertEquals(105.5, y / mass, 331.0 / grid / 2);
	}

	private static AttentionMap delta(final int rows, final int columns, final int row, final int column) {
		final float[] weights = new float[rows * columns];
		weights[row * columns + column] = 1;
		return new AttentionMap(rows, columns, weights);
	}

	private static View view(final int width, final int height) {
		return new View("view", ArrayImgs.floats(width, height), View.Position.UNKNOWN, null);
	}

	private static float at(final Img<FloatType> image, final int x, final int y) {
		return image.randomAccess().setPositionAndGet(x, y).get();
	}

	/** @return smallest x and y, largest x and y of pixels above 0 */
	private static int[] bounds(final Img<FloatType> image) {
		final int[] bounds = { Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1 };
		final Cursor<FloatType> cursor = image.localizingCursor();
		while (cursor.hasNext())
			if (cursor.next().get() > 0) for (int d = 0; d < 2; d++) {
				bounds[d] = Math.min(bounds[d], cursor.getIntPosition(d));
				bounds[2 + d] = Math.max(bounds[2 + d], cursor.getIntPosition(d));
			}
		return bounds;
	}
}
