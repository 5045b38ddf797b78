package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.trrg.model.ModelStore;

/** What disturbs the clue inspector at work: nothing hangs, nothing is lost, everything is told in words. */
class InspectorTroubleTest extends InspectorDriver {

	@Test
	void aStackTellsOfSlicesWithoutReport() throws Exception {
		final ImagePlus image = stack();
		look(image);
		Files.writeString(folder.resolve("current-model.txt"), "gone\n");
		inspector.writing().processStack();
		await(() -> !inspector.writing().isProcessingStack());
		assertTrue(inspector.message().startsWith("Not all slices are reported. ") && inspector.message().contains("gone"), inspector.message());
	}

	@Test
	void pixelsThatChangedAreSeenAnewAndEditsKept() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		final double before = row("edema").probability();
		inspector.tick("edema", !row("edema").selected());
		image.getProcessor().invert();
		write();
		assertNotEquals(before, row("edema").probability());
		assertTrue(row("edema").edited());
	}

	@Test
	void aStackCanBeCanceled() throws Exception {
		look(stack());
		inspector.writing().processStack();
		inspector.writing().cancel();
		await(() -> !inspector.writing().isProcessingStack());
		assertEquals(Texts.get("status.canceled"), inspector.message());
	}

	@Test
	void aReportCanBeCanceledAndTheFormerStays() throws Exception {
		look(phantom(1));
		write();
		final Inspection before = now();
		inspector.writing().regenerate();
		inspector.writing().cancel();
		await(() -> !inspector.writing().isWriting());
		assertEquals(before, now());
	}

	@Test
	void anImageClosedWhileItsReportIsWrittenLosesNothing() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.writing().regenerate();
		image.flush();
		inspector.follow(null);
		assertFalse(inspector.isImageOpen());
		await(() -> !inspector.writing().isWriting());
		assertTrue(now().report() != null || inspector.message().contains("closed"), inspector.message());
		inspector.maps().show(List.of("edema"));
		inspector.tick("edema", !row("edema").selected());
		write();
		assertTrue(now().report() != null);
	}

	@Test
	void anotherModelSeesAnew() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.tick("edema", true);
		ModelStore.standard().choose("other");
		write();
		assertEquals("other", inspector.known().orElseThrow().seen().modelName());
		assertEquals("other", now().report().provenance().get("model"));
		image.flush();
		ModelStore.standard().choose("tiny");
		inspector.writing().regenerate();
		await(() -> !inspector.writing().isWriting());
		assertEquals(Texts.get("error.closedAndSwitched"), inspector.message());
	}

	@Test
	void closingWhileWritingEndsQuietly() throws Exception {
		look(phantom(1));
		inspector.writing().regenerate();
		inspector.close();
		for (Runnable event = events.poll(2, TimeUnit.SECONDS); event != null; event = events.poll(1, TimeUnit.SECONDS))
			event.run();
		assertEquals("", inspector.message());
	}

	@Test
	void whatIsNoImageIsComplainedOf() throws Exception {
		final ImagePlus image = phantom(1);
		ModelStore.standard().choose("other");
		Files.delete(folder.resolve("models/other/model.safetensors"));
		inspector.follow(image);
		await(() -> !inspector.message().isEmpty());
		assertTrue(inspector.known().isEmpty());
		assertFalse(inspector.message().contains("Exception"), inspector.message());
		Files.copy(folder.resolve("models/tiny/model.safetensors"), folder.resolve("models/other/model.safetensors"));
	}

	/** The text is of the picture that was read; the next one is of the new picture. */
	@Test
	void anImageThatChangesWhileItsReportIsWrittenIsSeenAnewNextTime() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.writing().regenerate();
		await(() -> !inspector.writing().partial().isEmpty()); // the picture has been read
		final double before = row("edema").probability();
		image.getProcessor().invert();
		await(() -> !inspector.writing().isWriting());
		assertEquals(before, now().report().clues().get(5).probability());
		write();
		assertNotEquals(before, now().report().clues().get(5).probability());
		assertEquals(now().report().clues().get(5).probability(), row("edema").probability());
	}

	@Test
	void anotherSliceWhileAReportIsWrittenKeepsBothApart() throws Exception {
		final ImagePlus image = stack();
		look(image);
		inspector.writing().regenerate();
		image.setSlice(2);
		look(image);
		await(() -> !inspector.writing().isWriting());
		assertNull(now().report());
		image.setSlice(1);
		inspector.follow(image);
		assertEquals("stack #1 s1", now().perceived().study().id());
		assertTrue(now().report() != null);
	}

	@Test
	void aModelSwitchedWhileAReportIsWrittenComesNext() throws Exception {
		look(phantom(1));
		inspector.writing().regenerate();
		await(() -> !inspector.writing().partial().isEmpty());
		ModelStore.standard().choose("other");
		await(() -> !inspector.writing().isWriting());
		assertEquals("tiny", now().report().provenance().get("model"));
		write();
		assertEquals("other", now().report().provenance().get("model"));
		assertEquals("tiny", now().before().provenance().get("model"));
	}

	@Test
	void anotherPluginMayEditTheOverlayMeanwhile() throws Exception {
		final ImagePlus image = phantom(1);
		final Overlay overlay = new Overlay(new Roi(1, 1, 5, 5));
		image.setOverlay(overlay);
		look(image);
		final AtomicBoolean going = new AtomicBoolean(true);
		final Thread other = new Thread(() -> {
			while (going.get()) {
				final Roi roi = new Roi(2, 2, 3, 3);
				overlay.add(roi);
				Thread.onSpinWait();
				overlay.remove(roi);
			}
		});
		other.start();
		try {
			for (int i = 0; i < 300; i++)
				inspector.maps().show(i % 2 == 0 ? List.of("edema", "fracture", "pneumonia") : List.of());
		}
		finally {
			going.set(false);
			other.join();
		}
		assertEquals(1, overlay.size(), "the user's alone");
		assertEquals("", inspector.message());
	}

	/** As fast as a person never is. */
	@Test
	void everythingAtOnceEnds() throws Exception {
		final ImagePlus image = stack();
		look(image);
		image.setRoi(4, 30, 20, 20);
		inspector.writing().processStack();
		for (int i = 0; i < 30; i++) {
			image.setSlice(1 + i % 3);
			inspector.follow(image);
			inspector.tick("edema", i % 2 == 0);
			inspector.writing().regenerate();
			inspector.writing().askRegion();
			inspector.undo();
			inspector.maps().show(List.of("edema"));
			if (i % 7 == 0) inspector.writing().cancel();
			for (Runnable event = events.poll(); event != null; event = events.poll())
				event.run();
		}
		await(() -> !inspector.writing().isWriting() && !inspector.writing().isProcessingStack());
		assertFalse(inspector.message().contains("should not"), inspector.message());
	}
}
