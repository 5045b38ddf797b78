package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.TrrgException;

class GreyImageReaderTest {

	@TempDir
	Path folder;

	@Test
	void eightBitGreyKeepsItsStoredValues() throws Exception {
		final BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
		image.getRaster().setSamples(0, 0, 3, 2, 0, new int[] { 0, 10, 100, 200, 254, 255 });
		final View view = GreyImageReader.read(write(image, "Röntgen bild 1.png"));
		assertEquals("Röntgen bild 1.png", view.name());
		assertArrayEquals(new float[] { 200, 254, 255 }, row(view, 1));
		assertArrayEquals(new double[] { 0, 255 }, view.window());
		assertEquals(0, view.colourfulness());
	}

	@Test
	void sixteenBitGreyHasNoWindow() throws Exception {
		final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
		image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] { 1, 65535 });
		final View view = GreyImageReader.read(write(image, "deep.png"));
		assertArrayEquals(new float[] { 1, 65535 }, row(view, 0));
		assertNull(view.window());
	}

	@Test
	void colourBecomesLuminanceAndIsMeasured() throws Exception {
		final BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
		image.setRGB(0, 0, 0xff0000);
		image.setRGB(1, 0, 0x808080);
		final View view = GreyImageReader.read(write(image, "photo.png"));
		assertArrayEquals(new float[] { 0.299f * 255, 128 }, row(view, 0), 1e-3f);
		assertEquals(0.5, view.colourfulness(), 1e-6);
	}

	@Test
	void unreadableFilesAreNamed() throws Exception {
		assertNamed("gone.jpg", folder.resolve("gone.jpg"));
		assertNamed("notes.jpg", Files.writeString(folder.resolve("notes.jpg"), "no image"));
		final BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
		final byte[] whole = Files.readAllBytes(write(image, "whole.png"));
		assertNamed("half.png", Files.write(folder.resolve("half.png"), java.util.Arrays.copyOf(whole, 45)));
	}

	/** Java would fill up with grey. */
	@Test
	void aTruncatedJpegIsDamaged() throws Exception {
		final Path whole = folder.resolve("whole.jpg");
		ImageIO.write(new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY), "jpg", whole.toFile());
		assertEquals(256, GreyImageReader.read(whole).width());
		final byte[] bytes = Files.readAllBytes(whole);
		assertNamed("cut.jpg", Files.write(folder.resolve("cut.jpg"), java.util.Arrays.copyOf(bytes, bytes.length - 40)));
	}

	private static void assertNamed(final String name, final Path file) {
		final TrrgException error = assertThrows(TrrgException.class, () -> GreyImageReader.read(file));
		assertTrue(error.getMessage().contains(name), error.getMessage());
	}

	private Path write(final BufferedImage image, final String name) throws Exception {
		final Path file = folder.resolve(name);
		ImageIO.write(image, "png", file.toFile());
		return file;
	}

	private static float[] row(final View view, final int y) {
		final float[] row = new float[view.width()];
		new PixelRows(view).read(y, row);
		return row;
	}
}
