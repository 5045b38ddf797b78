package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.IndexColorModel;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.View;

class ImagePlusStudiesTest {

	@Test
	void eightBitKeepsItsFullRange() {
		final View view = current(new ImagePlus("chest.png", new ByteProcessor(3, 1, new byte[] { 0, 100, (byte) 200 })));
		assertValues(view, 0, 100, 200);
		assertArrayEquals(new double[] { 0, 255 }, view.window());
		assertEquals("chest.png", view.name());
	}

	@Test
	void displayRangeCountsWhereSomebodySetIt() {
		final ImagePlus deep = new ImagePlus("deep", new ShortProcessor(3, 1, new short[] { 100, 2000, (short) 60000 }, null));
		assertNull(current(deep).window(), "ImageJ's own range, smallest to largest");
		deep.setDisplayRange(500, 3000);
		assertArrayEquals(new double[] { 500, 3000 }, current(deep).window());
		assertValues(current(deep), 100, 2000, 60000);
		final ImagePlus floats = new ImagePlus("floats", new FloatProcessor(3, 1, new float[] { -1, 0.5f, Float.NaN }));
		assertNull(current(floats).window());
		floats.setDisplayRange(-0.5, 0.25);
		assertArrayEquals(new double[] { -0.5, 0.25 }, current(floats).window());
	}

	@Test
	void signedSixteenBitHasItsNegativeValues() {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(2, 1, new short[] { (short) (32768 - 1000), (short) (32768 + 50) }, null));
		image.getCalibration().setSigned16BitCalibration();
		image.setDisplayRange(32768 - 500, 32768 + 500);
		assertValues(current(image), -1000, 50);
		assertArrayEquals(new double[] { -500, 500 }, current(image).window());
	}

	@Test
	void invertingLookupTableInverts() {
		final ImageProcessor pixels = new ByteProcessor(2, 1, new byte[] { 10, (byte) 250 });
		pixels.invertLut();
		assertValues(current(new ImagePlus("film", pixels)), 245, 5);
		final ImagePlus windowed = new ImagePlus("film", new ShortProcessor(2, 1, new short[] { 200, 900 }, null));
		windowed.getProcessor().invertLut();
		windowed.setDisplayRange(0, 1000);
		assertValues(current(windowed), 800, 100);
		assertArrayEquals(new double[] { 0, 1000 }, current(windowed).window());
	}

	@Test
	void colourIsMeasured() {
		final View view = current(new ImagePlus("photo", new ColorProcessor(2, 1, new int[] { 0xff0000, 0x404040 })));
		assertValues(view, 0.299f * 255, 64);
		assertEquals(0.5, view.colourfulness(), 1e-9);
	}

	@Test
	void palettePictureIsColourButFalseColoursAreNot() {
		final byte[] red = new byte[256], green = new byte[256], blue = new byte[256], ramp = new byte[256];
		for (int i = 0; i < 256; i++) {
			red[i] = (byte) (i * 97);
			green[i] = (byte) (i * 31);
			blue[i] = (byte) (i * 53);
			ramp[i] = (byte) i;
		}
		final byte[] pixels = { 3, 77 };
		assertTrue(current(new ImagePlus("palette", new ByteProcessor(2, 1, pixels, new IndexColorModel(8, 256, red, green, blue)))).colourfulness() > 0.1);
		final View falseColours = current(new ImagePlus("fire", new ByteProcessor(2, 1, pixels, new IndexColorModel(8, 256, ramp, new byte[256], ramp))));
		assertValues(falseColours, 3, 77);
		assertEquals(0, falseColours.colourfulness());
	}

	@Test
	void currentSliceIsTheOneOnDisplay() {
		final ImagePlus stack = stack(4);
		stack.setSlice(3);
		final ImageStudy study = ImagePlusStudies.of(stack, SliceChoice.CURRENT, " cough ").get(0);
		assertEquals(List.of(3), study.slices());
		assertEquals("stack.tif #3 chest PA 3", study.study().id());
		assertEquals("cough", study.study().indication());
		assertValues(study.study().views().get(0), 3, 30);
	}

	@Test
	void slicesAreStudiesOrViews() {
		final List<ImageStudy> studies = ImagePlusStudies.of(stack(3), SliceChoice.EACH, "");
		assertEquals(3, studies.size());
		assertEquals(List.of(2), studies.get(1).slices());
		assertValues(studies.get(1).study().views().get(0), 2, 20);
		final List<ImageStudy> one = ImagePlusStudies.of(stack(3), SliceChoice.VIEWS, "");
		assertEquals(List.of(1, 2, 3), one.get(0).slices());
		assertEquals(View.Position.FRONTAL, one.get(0).study().views().get(2).position());
	}

	@Test
	void hyperstackGivesItsChannelOnDisplay() {
		final ImagePlus image = new CompositeImage(IJ.createHyperStack("cells", 4, 4, 2, 3, 1, 16));
		image.setPosition(2, 3, 1);
		assertEquals(List.of(6), ImagePlusStudies.of(image, SliceChoice.CURRENT, "").get(0).slices());
		assertEquals(List.of(2, 4, 6), ImagePlusStudies.of(image, SliceChoice.VIEWS, "").get(0).slices());
		assertEquals(List.of("cells #2", "cells #4", "cells #6"), ImagePlusStudies.of(image, SliceChoice.EACH, "").stream().map(study -> study.study().id()).toList());
	}

	@Test
	void imageStaysAsItWas() {
		final ImagePlus stack = stack(3);
		stack.setSlice(2);
		stack.setRoi(new Roi(0, 0, 1, 1));
		final Roi roi = stack.getRoi();
		ImagePlusStudies.of(stack, SliceChoice.EACH, "");
		assertEquals(2, stack.getCurrentSlice());
		assertEquals(roi, stack.getRoi());
		assertEquals(20, stack.getProcessor().get(1, 0));
	}

	@Test
	void emptyImageIsRefused() {
		assertThrows(TrrgException.class, () -> ImagePlusStudies.of(null, SliceChoice.CURRENT, ""));
		final TrrgException error = assertThrows(TrrgException.class, () -> ImagePlusStudies.of(new ImagePlus(), SliceChoice.CURRENT, ""));
		assertTrue(error.getMessage().contains("has no pixels"), error.getMessage());
	}

	@Test
	void choicesAreReadAsTheyAreShown() {
		for (final SliceChoice choice : SliceChoice.values())
			assertEquals(choice, SliceChoice.of(choice.title()));
		assertThrows(TrrgException.class, () -> SliceChoice.of("every other slice"));
	}

	/** Slice n has the pixels n and 10 n. */
	private static ImagePlus stack(final int size) {
		final ImageStack stack = new ImageStack(2, 1);
		for (int n = 1; n <= size; n++)
			stack.addSlice("chest PA " + n, new ByteProcessor(2, 1, new byte[] { (byte) n, (byte) (10 * n) }));
		return new ImagePlus("stack.tif", stack);
	}

	private static View current(final ImagePlus image) {
		return ImagePlusStudies.of(image, SliceChoice.CURRENT, "").get(0).study().views().get(0);
	}

	private static void assertValues(final View view, final float... expected) {
		for (int x = 0; x < expected.length; x++)
			assertEquals(expected[x], view.pixels().getAt(x, 0).get(), 1e-3, "pixel " + x);
	}
}
