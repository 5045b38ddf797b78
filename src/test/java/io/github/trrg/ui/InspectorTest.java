package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.trrg.clue.Clue;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.TrrgSession;

/** What the clue inspector shows and writes. */
class InspectorTest extends InspectorDriver {

	@Test
	void openingWritesTheReport() throws Exception {
		inspector.open(phantom(1));
		await(() -> inspector.known().map(known -> known.now().report() != null).orElse(false));
		assertEquals(14, now().rows(List.of()).size());
		assertEquals(now().report(), context.service(TrrgSession.class).last().orElseThrow().report());
	}

	@Test
	void theReportGrowsWhileItIsWritten() throws Exception {
		look(phantom(1));
		inspector.writing().regenerate();
		await(() -> !inspector.writing().partial().isEmpty());
		assertTrue(inspector.writing().isWriting());
		await(() -> !inspector.writing().isWriting());
		assertTrue(now().report().text().startsWith(inspector.writing().partial().strip().substring(0, 1)));
	}

	@Test
	void editedCluesGoIntoTheReportAndCanBeUndone() throws Exception {
		look(phantom(1));
		write();
		final boolean was = row("edema").selected();
		inspector.tick("edema", !was);
		inspector.threshold("fracture", 0.123);
		inspector.indication("Cough");
		assertTrue(now().isStale());
		assertTrue(row("edema").edited() && row("fracture").edited() && !row("pneumonia").edited());
		write();
		assertFalse(now().isStale());
		final Clue told = now().report().clues().stream().filter(clue -> clue.disease().name().equals("edema")).findFirst().orElseThrow();
		assertEquals(!was, told.selected());
		assertEquals(0.123, row("fracture").disease().threshold());
		assertEquals("Cough", now().report().provenance().get("indication"));
		assertEquals(now().sentences().stream().filter(TiedSentence::changed).count(), now().changes().added().size());
		for (int i = 0; i < 4; i++)
			inspector.undo();
		assertEquals(was, row("edema").selected());
		assertNull(now().before());
		inspector.redo();
		assertEquals(!was, row("edema").selected());
	}

	@Test
	void aTickThatChangesNothingIsNoEdit() throws Exception {
		look(phantom(1));
		final boolean was = row("edema").selected();
		inspector.tick("edema", !was);
		inspector.tick("edema", was);
		assertFalse(row("edema").edited());
		inspector.tick("no finding", true);
		assertFalse(row("no finding").edited());
		inspector.threshold("edema", 0);
		assertTrue(row("edema").selected());
		inspector.reset("edema");
		assertFalse(row("edema").edited());
	}

	@Test
	void aForcedClueThatTheReportLeavesOutIsFlagged() throws Exception {
		look(phantom(1));
		write(); // nonsense that names no disease
		inspector.tick("pneumothorax", true);
		assertTrue(row("pneumothorax").contradiction().contains("does not speak of pneumothorax"), row("pneumothorax").contradiction());
		inspector.tick("pneumothorax", false);
		assertEquals("", row("pneumothorax").contradiction());
	}

	@Test
	void mapsOfDiseasesAndSentencesLieBesideTheUsersOverlay() throws Exception {
		final ImagePlus image = phantom(1);
		final Roi arrow = new Roi(1, 1, 5, 5);
		image.setOverlay(new Overlay(arrow));
		look(image);
		write();
		inspector.maps().show(List.of("edema", "fracture"));
		inspector.maps().show(List.of("pneumonia", "fracture"));
		assertEquals(List.of("fracture", "pneumonia"), inspector.maps().diseases(), "fracture keeps its place, so its colour too");
		assertEquals(3, overlay(image).size());
		inspector.maps().showSentence(0);
		assertEquals("TRRG sentence 1", overlay(image).get(1));
		inspector.maps().setLook(new MapLook(0.7, MapLook.Colours.FIRE, false, 0, 0.5));
		inspector.maps().showSentence(ShownMaps.NONE);
		assertTrue(overlay(image).get(1).startsWith("TRRG fracture"));
		image.setOverlay(null); // another plugin
		inspector.maps().show(List.of("edema"));
		assertEquals(1, overlay(image).size());
		image.setOverlay(new Overlay(arrow));
		inspector.close();
		assertSame(arrow, image.getOverlay().get(0));
	}

	@Test
	void pickingASentenceSelectsItsClues() throws Exception {
		look(phantom(1));
		write();
		inspector.maps().pickSentence(0);
		assertEquals(List.copyOf(now().sentences().get(0).diseases()), inspector.maps().diseases());
		assertEquals(0, inspector.maps().sentence());
	}

	@Test
	void theMapOfASentenceGoesWithItsReport() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		write();
		inspector.maps().pickSentence(0);
		inspector.tick("edema", !row("edema").selected());
		assertEquals(0, inspector.maps().sentence(), "an edit leaves the report as it is");
		write();
		assertEquals(ShownMaps.NONE, inspector.maps().sentence());
		assertFalse(overlay(image).contains("TRRG sentence 1"), overlay(image)::toString);
		inspector.maps().pickSentence(0);
		inspector.undo();
		assertEquals(ShownMaps.NONE, inspector.maps().sentence());
	}

	@Test
	void aRegionIsAnsweredBesideTheWhole() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.writing().askRegion();
		assertTrue(inspector.message().startsWith("No region is selected"), inspector.message());
		image.setRoi(4, 30, 20, 20);
		inspector.writing().askRegion();
		await(() -> !inspector.writing().isWriting());
		assertFalse(inspector.known().orElseThrow().region().description().isEmpty());
		assertNotEquals(row("edema").probability(), row("edema").region());
		assertFalse(row("edema").edited());
	}

	@Test
	void slicesSeenOnceAreNotEncodedAgain() throws Exception {
		final ImagePlus image = stack();
		look(image);
		final Seen first = inspector.known().orElseThrow().seen();
		inspector.tick("edema", !row("edema").selected());
		image.setSlice(2);
		look(image);
		assertNotEquals(first, inspector.known().orElseThrow().seen());
		assertFalse(row("edema").edited(), "each slice has its own edits");
		image.setSlice(1);
		look(image);
		assertSame(first, inspector.known().orElseThrow().seen());
		inspector.writing().regenerate();
		await(() -> !inspector.writing().isWriting());
		assertSame(first, inspector.known().orElseThrow().seen());
		assertTrue(row("edema").edited());
	}

	@Test
	void allViewsOfAStudyAreReadTogether() throws Exception {
		final ImagePlus image = stack();
		inspector.setViews(true);
		look(image);
		assertEquals(3, now().perceived().study().views().size());
		inspector.maps().show(List.of("edema"));
		assertEquals(List.of(1, 2, 3), Arrays.stream(image.getOverlay().toArray()).filter(roi -> !roi.getName().contains("legend")).map(Roi::getPosition).toList());
	}

	@Test
	void aStackIsProcessedInTheBackground() throws Exception {
		final ImagePlus image = stack();
		look(image);
		inspector.writing().processStack();
		assertTrue(inspector.writing().isProcessingStack());
		await(() -> !inspector.writing().isProcessingStack());
		for (int slice = 1; slice <= 3; slice++) {
			image.setSlice(slice);
			inspector.follow(image);
			assertEquals("stack #" + slice + " s" + slice, now().perceived().study().id());
			assertTrue(now().report() != null, "slice " + slice);
		}
	}
}
