package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;

class PreprocessingTest {

	private static final double[] BYTES = { 0, 255 };

	@Test
	void eightBitImageKeepsItsGreyValues() {
		final View view = image(2, 1, BYTES, 51, 204);
		assertArrayEquals(new float[] { 0.2f, 0.8f, 0.2f, 0.8f }, plain(2, ResizeMode.STRETCH).apply(view), 1e-6f);
	}

	@Test
	void meanAndStandardDeviationComeLast() {
		final Preprocessing preprocessing = new Preprocessing(1, ResizeMode.STRETCH, 0.5, 0.25, 0, 100);
		assertArrayEquals(new float[] { 2 }, preprocessing.apply(image(1, 1, BYTES, 255)), 1e-6f);
	}

	@Test
	void windowClipsAndSpreads() {
		final View view = image(2, 2, new double[] { -100, 100 }, -500, -50, 50, 500);
		assertArrayEquals(new float[] { 0, 0.25f, 0.75f, 1 }, plain(2, ResizeMode.STRETCH).apply(view), 1e-6f);
	}

	@Test
	void withoutWindowDeadPixelsDoNotSpoilTheRange() {
		final float[] ramp = new float[100 * 100];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = 1000 + i % 100;
		ramp[4321] = 1e9f;
		ramp[99] = -1e9f;
		final float[] seen = new Preprocessing(100, ResizeMode.STRETCH, 0, 1, 0.1, 99.9).apply(view(100, 100, null, ramp));
		assertEquals(0.5, seen[5050], 0.01);
		assertEquals(0.25, seen[5025], 0.01);
	}

	@Test
	void shrinkingAveragesWithATriangle() {
		// Pixel centres .5 1.5 2.5 3.5; the first of two outputs is centred at 1 with radius 2: weights 3/4, 3/4, 1/4 of 7/4.
		final View view = image(4, 1, BYTES, 255, 0, 0, 0);
		assertArrayEquals(new float[] { 3 / 7f, 0, 3 / 7f, 0 }, plain(2, ResizeMode.STRETCH).apply(view), 1e-6f);
	}

	@Test
	void enlargingInterpolates() {
		// Four outputs between two pixels centred at 0.5 and 1.5: at 0.25, 0.75, 1.25, 1.75.
		final View view = image(2, 1, BYTES, 0, 255);
		final float[] line = Arrays.copyOf(plain(4, ResizeMode.STRETCH).apply(view), 4);
		assertArrayEquals(new float[] { 0, 0.25f, 0.75f, 1 }, line, 1e-6f);
	}

	@Test
	void theSizeOfTheFileHardlyMatters() {
		final Preprocessing preprocessing = plain(224, ResizeMode.STRETCH);
		final float[] small = preprocessing.apply(scene(256)), large = preprocessing.apply(scene(2048));
		double worst = 0;
		for (int i = 0; i < small.length; i++)
			worst = Math.max(worst, Math.abs(small[i] - large[i]));
		assertTrue(worst < 0.02, "largest difference " + worst);
	}

	@Test
	void fineStripesTurnGreyInsteadOfAliasing() {
		final float[] stripes = new float[1000 * 4];
		for (int i = 0; i < stripes.length; i++)
			stripes[i] = i % 2 * 255;
		for (final float value : plain(30, ResizeMode.STRETCH).apply(view(1000, 4, BYTES, stripes)))
			assertEquals(0.5, value, 0.01);
	}

	@Test
	void padKeepsTheAspectRatioAndFillsWithBlack() {
		// 4 x 2 white pixels in a square of 4: lines 1 and 2.
		final float[] white = new float[8];
		Arrays.fill(white, 255);
		final float[] seen = plain(4, ResizeMode.PAD).apply(view(4, 2, BYTES, white));
		assertArrayEquals(new float[] { 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0 }, seen, 1e-6f);
	}

	@Test
	void cropTakesTheMiddle() {
		final View view = image(4, 2, BYTES, 0, 51, 102, 153, 0, 51, 102, 153);
		assertArrayEquals(new float[] { 0.2f, 0.4f, 0.2f, 0.4f }, plain(2, ResizeMode.CROP).apply(view), 1e-6f);
	}

	@ParameterizedTest
	@EnumSource(ResizeMode.class)
	void anyShapeGivesASquare(final ResizeMode mode) {
		for (final int[] shape : new int[][] { { 1, 1 }, { 1, 700 }, { 5000, 1 }, { 3, 4000 } }) {
			final float[] white = new float[shape[0] * shape[1]];
			Arrays.fill(white, 255);
			final float[] seen = plain(32, mode).apply(view(shape[0], shape[1], BYTES, white));
			assertEquals(32 * 32, seen.length);
			final float centre = Math.max(Math.max(seen[15 * 32 + 15], seen[15 * 32 + 16]), Math.max(seen[16 * 32 + 15], seen[16 * 32 + 16]));
			assertEquals(1, centre, 1e-5, "centre of " + Arrays.toString(shape));
		}
	}

	@Test
	void anyImgLib2ImageIsRead() {
		final View plain = scene(70);
		final var cells = new CellImgFactory<>(new FloatType(), 16).create(70, 70);
		ImgUtil.copy(plain.pixels(), cells);
		final View shifted = new View("cells", Views.translate(cells, -20, 30), View.Position.UNKNOWN, BYTES);
		assertArrayEquals(plain(32, ResizeMode.STRETCH).apply(plain), plain(32, ResizeMode.STRETCH).apply(shifted), 0);
	}

	@Test
	void whatIsNotANumberBecomesBlack() {
		final View view = image(2, 2, null, Float.NaN, 10, 20, Float.NaN);
		assertArrayEquals(new float[] { 0, 0, 1, 0 }, plain(2, ResizeMode.STRETCH).apply(view), 1e-6f);
	}

	@Test
	void constantImageIsBlackButFinite() {
		assertArrayEquals(new float[4], plain(2, ResizeMode.STRETCH).apply(image(2, 2, null, 7, 7, 7, 7)), 0);
	}

	@Test
	void imageOfNothingIsRefusedByName() {
		final Preprocessing preprocessing = plain(2, ResizeMode.STRETCH);
		final TrrgException notNumbers = assertThrows(TrrgException.class, () -> preprocessing.apply(image(1, 2, BYTES, Float.NaN, Float.POSITIVE_INFINITY)));
		assertTrue(notNumbers.getMessage().contains("test image"), notNumbers.getMessage());
		final View empty = new View("empty.tif", Views.interval(ArrayImgs.floats(5, 5), new long[] { 0, 0 }, new long[] { -1, 4 }), View.Position.UNKNOWN, null);
		assertTrue(assertThrows(TrrgException.class, () -> preprocessing.apply(empty)).getMessage().contains("empty.tif"));
	}

	@Test
	void fileRoundTrip(@TempDir final Path folder) {
		final Preprocessing written = new Preprocessing(160, ResizeMode.PAD, 0.5, 0.25, 1, 99);
		final Path file = folder.resolve("modèle 1").resolve(Preprocessing.FILE_NAME);
		written.write(file);
		assertEquals(written, Preprocessing.read(file));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "{\"size\": 224}", "{\"size\":0,\"resize\":\"pad\",\"mean\":0,\"std\":1,\"low_percentile\":0,\"high_percentile\":1}",
		"{\"size\":4,\"resize\":\"wrap\",\"mean\":0,\"std\":1,\"low_percentile\":0,\"high_percentile\":1}",
		"{\"size\":4,\"resize\":\"pad\",\"mean\":0,\"std\":0,\"low_percentile\":0,\"high_percentile\":1}",
		"{\"size\":4,\"resize\":\"pad\",\"mean\":\"x\",\"std\":1,\"low_percentile\":0,\"high_percentile\":1}",
		"{\"size\":4,\"resize\":\"pad\",\"mean\":[],\"std\":1,\"low_percentile\":9,\"high_percentile\":1}" })
	void damagedDefinitionIsNamed(final String json, @TempDir final Path folder) throws Exception {
		final Path file = Files.writeString(folder.resolve(Preprocessing.FILE_NAME), json);
		final TrrgException error = assertThrows(TrrgException.class, () -> Preprocessing.read(file));
		assertTrue(error.getMessage().contains(Preprocessing.FILE_NAME), error.getMessage());
	}

	@Test
	void missingDefinitionIsNamed(@TempDir final Path folder) {
		assertTrue(assertThrows(TrrgException.class, () -> Preprocessing.read(folder.resolve("gone.json"))).getMessage().contains("gone.json"));
	}

	/** The same radiograph as published in full size and as its 256-pixel training picture must look alike to the network. */
	@Test
	void fullSizeRadiographLooksLikeItsTrainingPicture() {
		final Path data = Path.of("../shared/data");
		Assumptions.assumeTrue(Files.isDirectory(data), "no ../shared/data");
		final float[] full = Preprocessing.standard(224).resized(GreyImageReader.read(data.resolve("hires/iu_1000_IM-0003-1001.dcm.png")));
		final float[] training = Preprocessing.standard(224).resized(GreyImageReader.read(data.resolve("iu-xray/images/1000_IM-0003-1001.jpg")));
		double difference = 0;
		for (int i = 0; i < full.length; i++)
			difference += Math.abs(full[i] - training[i]) / full.length;
		assertTrue(difference < 0.005, "mean difference " + difference);
	}

	private static Preprocessing plain(final int size, final ResizeMode mode) {
		return new Preprocessing(size, mode, 0, 1, 0, 100);
	}

	private static View image(final int width, final int height, final double[] window, final float... pixels) {
		return view(width, height, window, pixels);
	}

	private static View view(final int width, final int height, final double[] window, final float[] pixels) {
		return new View("test image", ArrayImgs.floats(pixels, width, height), View.Position.UNKNOWN, window);
	}

	/** The same smooth scene drawn at any resolution. */
	private static View scene(final int size) {
		final float[] pixels = new float[size * size];
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				pixels[y * size + x] = (float) (127 + 60 * Math.sin(20 * (x + 0.5) / size) + 60 * Math.cos(30 * (y + 0.5) / size));
		return view(size, size, BYTES, pixels);
	}
}
