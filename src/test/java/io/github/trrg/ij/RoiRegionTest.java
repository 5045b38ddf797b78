package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.evaluate.Region;

class RoiRegionTest {

	@TempDir
	Path folder;

	@Test
	void aDrawnOvalContainsItsMiddleAndNotItsCorner() throws IOException {
		final Region region = RoiRegion.read(save(new OvalRoi(10, 20, 30, 40)));
		assertTrue(region.contains(25, 40));
		assertFalse(region.contains(10, 20));
		assertFalse(region.contains(-1, 40));
		assertArrayEquals(new double[] { 10, 20, 40, 60 }, region.bounds());
	}

	@Test
	void whatHasNoAreaIsRefused() throws IOException {
		final Path line = save(new Line(1, 1, 9, 9)), text = Files.writeString(folder.resolve("text.roi"), "no region");
		for (final Path file : new Path[] { line, text, folder.resolve("gone.roi") })
			assertTrue(assertThrows(TrrgException.class, () -> RoiRegion.read(file)).getMessage().contains(file.toString()));
	}

	private Path save(final Roi roi) throws IOException {
		return Files.write(folder.resolve("größe.roi"), RoiEncoder.saveAsByteArray(roi));
	}
}
