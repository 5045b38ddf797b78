package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.common.TrrgException;

class RoiFilesTest {

	@TempDir
	private Path folder;

	@Test
	void pixelsInsideAreOne() throws IOException {
		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0 }, RoiFiles.inside(saved(new Roi(1, 1, 2, 1)), 4, 3));
	}

	@Test
	void whatSticksOutOfTheImageIsCutOff() throws IOException {
		assertArrayEquals(new float[] { 1, 0, 1, 0 }, RoiFiles.inside(saved(new Roi(-5, -5, 6, 20)), 2, 2));
	}

	@Test
	void onlyTheInsideOfAPolygonCounts() throws IOException {
		final float[] triangle = RoiFiles.inside(saved(new PolygonRoi(new int[] { 0, 4, 0 }, new int[] { 0, 0, 4 }, 3, Roi.POLYGON)), 4, 4);
		assertTrue(triangle[0] == 1 && triangle[15] == 0);
	}

	@Test
	void missingAndOtherFilesAreNamed() throws IOException {
		final Path missing = folder.resolve("missing.roi"), other = Files.writeString(folder.resolve("ü other.roi"), "no region at all");
		for (final Path file : new Path[] { missing, other })
			assertTrue(assertThrows(TrrgException.class, () -> RoiFiles.inside(file, 4, 4)).getMessage().contains(file.toString()));
	}

	private Path saved(final Roi roi) throws IOException {
		return Files.write(folder.resolve("ü region.roi"), RoiEncoder.saveAsByteArray(roi));
	}
}
