package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.ResizeMode;

/** Overlay and map stack of clues whose evidence lies in one known patch. */
class ClueOverlayTest {

	private static final Preprocessing STRETCH = new Preprocessing(224, ResizeMode.STRETCH, 0, 1, 0, 100);

	@Test
	void colourLiesWhereTheEvidenceIs() {
		final ImagePlus image = grey(140, 70, 1);
		// Row 5, column 5 of a 7 x 7 grid: centre (110, 55) of 140 x 70, below the legend.
		ClueOverlay.show(image, study(image, 1), List.of(clue("pneumothorax", 0.9, 5, 5)), STRETCH, 0.5);
		final ImagePlus flat = image.flatten();
		final Color there = new Color(flat.getProcessor().get(110, 55)), elsewhere = new Color(flat.getProcessor().get(30, 50));
		assertTrue(there.getRed() - there.getBlue() > 50, there.toString());
		assertEquals(new Color(100, 100, 100), elsewhere);
	}

	@Test
	void severalCluesHaveColoursOfTheirOwn() {
		final ImagePlus image = grey(70, 70, 1);
		ClueOverlay.show(image, study(image, 1), List.of(clue("edema", 0.6, 4, 1), clue("fracture", 0.7, 6, 5)), STRETCH, 1);
		final ImagePlus flat = image.flatten();
		assertNotEquals(flat.getProcessor().get(15, 45), flat.getProcessor().get(55, 65));
		assertEquals(List.of("TRRG edema p=0.60", "TRRG fracture p=0.70"), names(image));
	}

	@Test
	void usersOverlayStaysAndOwnElementsAreReplaced() {
		final ImagePlus image = grey(70, 70, 1);
		final Roi arrow = new Roi(3, 4, 5, 6);
		arrow.setName("arrow");
		image.setOverlay(new Overlay(arrow));
		ClueOverlay.show(image, study(image, 1), List.of(clue("edema", 0.6, 1, 1), clue("fracture", 0.7, 5, 5)), STRETCH, 0.5);
		ClueOverlay.show(image, study(image, 1), List.of(clue("pneumonia", 0.8, 2, 2)), STRETCH, 0.5);
		assertEquals(List.of("arrow", "TRRG pneumonia p=0.80"), names(image));
		ClueOverlay.remove(image);
		assertEquals(1, image.getOverlay().size());
		assertSame(arrow, image.getOverlay().get(0));
	}

	@Test
	void undoBringsBackTheUsersOverlay() {
		final ImagePlus image = grey(20, 20, 1);
		image.setOverlay(new Overlay(new Roi(3, 4, 5, 6)));
		ClueOverlay.show(image, study(image, 1), List.of(clue("edema", 0.6, 1, 1)), STRETCH, 0.5);
		WindowManager.setTempCurrentImage(image);
		Undo.undo();
		WindowManager.setTempCurrentImage(null);
		assertEquals(1, image.getOverlay().size());
		assertNull(image.getOverlay().get(0).getName());
	}

	@Test
	void removingTheLastElementLeavesNoOverlay() {
		final ImagePlus image = grey(20, 20, 1);
		ClueOverlay.show(image, study(image, 1), List.of(clue("edema", 0.6, 1, 1)), STRETCH, 0.5);
		ClueOverlay.remove(image);
		assertNull(image.getOverlay());
	}

	@Test
	void eachSliceOfAStackHasItsOwn() {
		final ImagePlus image = grey(20, 20, 3);
		ClueOverlay.show(image, study(image, 2), List.of(clue("edema", 0.6, 1, 1)), STRETCH, 0.5);
		ClueOverlay.show(image, study(image, 3), List.of(clue("fracture", 0.6, 1, 1)), STRETCH, 0.5);
		ClueOverlay.show(image, study(image, 3), List.of(clue("pneumonia", 0.6, 1, 1)), STRETCH, 0.5);
		assertEquals(List.of("TRRG edema p=0.60", "TRRG pneumonia p=0.60"), names(image));
		assertEquals(List.of(2, 3), elements(image).map(Roi::getPosition).toList());
	}

	@Test
	void planeOfAHyperstackIsMarked() {
		final ImagePlus image = IJ.createHyperStack("hyper", 20, 20, 2, 3, 1, 8);
		image.setPosition(2, 3, 1);
		ClueOverlay.show(image, ImagePlusStudies.of(image, SliceChoice.CURRENT, "").get(0), List.of(clue("edema", 0.6, 1, 1)), STRETCH, 0.5);
		final Roi roi = image.getOverlay().get(0);
		assertEquals(List.of(2, 3, 1), List.of(roi.getCPosition(), roi.getZPosition(), roi.getTPosition()));
	}

	@Test
	void copyAndFileKeepThePicture(@TempDir final Path folder) {
		final ImagePlus image = grey(70, 70, 1);
		ClueOverlay.show(image, study(image, 1), List.of(clue("edema", 0.6, 5, 1)), STRETCH, 0.8);
		assertEquals(image.flatten().getProcessor().get(15, 55), image.duplicate().flatten().getProcessor().get(15, 55));
		final String file = folder.resolve("mit Überlagerung.tif").toString();
		IJ.saveAsTiff(image, file);
		final ImagePlus opened = IJ.openImage(file);
		assertEquals("edema p=0.60", elements(opened).findFirst().orElseThrow().getProperty("TRRG"));
		final int centre = opened.flatten().getProcessor().get(15, 55), corner = opened.flatten().getProcessor().get(60, 60);
		assertTrue((centre >> 16 & 255) - (centre & 255) > 50);
		assertEquals(new Color(100, 100, 100), new Color(corner));
		ClueOverlay.show(opened, study(opened, 1), List.of(clue("fracture", 0.6, 1, 1)), STRETCH, 0.8);
		assertEquals(List.of("TRRG fracture p=0.60"), names(opened));
	}

	@Test
	void evenMapShowsNothing() {
		final ImagePlus image = grey(70, 70, 1);
		final float[] even = new float[49];
		Arrays.fill(even, 1 / 49f);
		final Clue clue = new Clue(disease("edema"), 0.6, true, List.of(new AttentionMap(7, 7, even)));
		ClueOverlay.show(image, study(image, 1), List.of(clue), STRETCH, 1);
		assertEquals(new Color(100, 100, 100), new Color(image.flatten().getProcessor().get(35, 35)));
	}

	@Test
	void mapsComeBackAsAStackOverTheImage() {
		final ImagePlus image = grey(140, 70, 1);
		image.getCalibration().pixelWidth = 0.143;
		image.getCalibration().setUnit("mm");
		final ImagePlus maps = new MapStack(image, STRETCH).add(study(image, 1), List.of(clue("edema", 0.6, 1, 5), clue("pleural effusion", 0.834, 6, 0))).toImage();
		assertEquals(List.of(140, 70, 2, 32), List.of(maps.getWidth(), maps.getHeight(), maps.getStackSize(), maps.getBitDepth()));
		assertEquals("pleural effusion p=0.83", maps.getStack().getSliceLabel(2));
		assertEquals(0.143, maps.getCalibration().pixelWidth);
		assertEquals(1, maps.getStack().getProcessor(1).getf(110, 15), 0.02);
		assertEquals(1, maps.getStack().getProcessor(2).getf(10, 65), 0.02);
		assertEquals(0, maps.getStack().getProcessor(2).getf(110, 15), 1e-6);
	}

	@Test
	void mapsOfSlicesNameTheirSlice() {
		final ImagePlus image = grey(20, 20, 2);
		final ImagePlus maps = new MapStack(image, STRETCH).add(study(image, 2), List.of(clue("edema", 0.6, 1, 5))).toImage();
		assertEquals("edema p=0.60 grey #2", maps.getStack().getSliceLabel(1));
		assertTrue(maps.getProcessor().isColorLut(), "in colours");
		assertEquals(maps.getStatistics().max, maps.getDisplayRangeMax(), 1e-6);
		assertThrows(TrrgException.class, () -> new MapStack(image, STRETCH).toImage());
	}

	private static ImagePlus grey(final int width, final int height, final int slices) {
		final ImagePlus image = IJ.createImage("grey", "8-bit", width, height, slices);
		for (int n = 1; n <= slices; n++) {
			image.getStack().getProcessor(n).set(100);
		}
		return image;
	}

	private static ImageStudy study(final ImagePlus image, final int slice) {
		return ImagePlusStudies.of(image, SliceChoice.EACH, "").get(slice - 1);
	}

	private static Clue clue(final String name, final double probability, final int row, final int column) {
		final float[] weights = new float[49];
		weights[row * 7 + column] = 1;
		return new Clue(disease(name), probability, true, List.of(new AttentionMap(7, 7, weights)));
	}

	private static Disease disease(final String name) {
		return new Disease(name, List.of(name), List.of("no " + name), 0.5, true);
	}

	private static List<String> names(final ImagePlus image) {
		return elements(image).map(Roi::getName).toList();
	}

	/** The elements of the overlay without the legend, which appears on machines with a display. */
	private static Stream<Roi> elements(final ImagePlus image) {
		return Arrays.stream(image.getOverlay().toArray()).filter(roi -> roi.getName() == null || !roi.getName().startsWith("TRRG legend"));
	}
}
