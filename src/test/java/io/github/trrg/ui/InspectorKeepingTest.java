package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.trrg.clue.Clue;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.MapLook;
import io.github.trrg.report.Label;

/** What the clue inspector saves, exports and records. */
class InspectorKeepingTest extends InspectorDriver {

	@Test
	void aCopyWithOverlayIsNotCutToTheSelection() {
		final ImagePlus image = phantom(1);
		image.setRoi(4, 30, 20, 20);
		assertEquals(64, Keeping.copyWithOverlay(image).getWidth());
		assertEquals(20, image.getRoi().getBounds().width);
	}

	@Test
	void aStudyIsKeptAsFiles() throws Exception {
		final ImagePlus image = phantom(1);
		image.setTitle("chest/1: a.png");
		look(image);
		keep(() -> inspector.keeping().save(folder.resolve("kept")));
		assertEquals(Texts.get("error.noReport"), inspector.message());
		write();
		inspector.tick("edema", true);
		write();
		keep(() -> inspector.keeping().save(folder.resolve("kept")));
		assertTrue(inspector.message().contains("chest_1_ a.html"), inspector.message());
		final String json = Files.readString(folder.resolve("kept/chest_1_ a.json"));
		assertTrue(json.contains("\"selected\": true"), json);
		assertTrue(Files.readString(folder.resolve("kept/chest_1_ a.html")).contains("<html"));
		assertTrue(Files.size(folder.resolve("kept/chest_1_ a-maps.tif")) > 64 * 64 * 4);
	}

	@Test
	void aStudyIsAddedToADataSetWithItsCorrections() throws Exception {
		final ImagePlus image = phantom(1);
		image.setTitle("chest.png");
		look(image);
		inspector.tick("edema", true);
		inspector.tick("fracture", true);
		inspector.tick("fracture", false);
		final String told = inspector.known().orElseThrow().now().clues().stream().filter(clue -> clue.selected()).findFirst().orElseThrow().disease().name();
		if (!told.equals("edema")) inspector.tick(told, false);
		write();
		final Roi region = new Roi(10, 12, 8, 6);
		region.setName("edema");
		image.setRoi(region);
		keep(() -> inspector.keeping().addToDataset(folder.resolve("data set")));
		final StudyItem added = Dataset.open(folder.resolve("data set")).split("train").get(0);
		assertEquals("chest", added.id());
		assertEquals(now().report().text(), added.report());
		assertEquals(Label.POSITIVE, added.labels().get("edema"));
		if (!told.equals("edema")) assertEquals(Label.NEGATIVE, added.labels().get(told));
		assertEquals("edema", added.regions().get(0).disease());
		keep(() -> inspector.keeping().addToDataset(folder.resolve("data set")));
		assertTrue(inspector.message().contains("chest"), inspector.message());
		assertEquals(1, Dataset.open(folder.resolve("data set")).split("train").size(), "nothing is overwritten unasked");
	}

	@Test
	void recordedLinesNameTheEdits() throws Exception {
		final ImagePlus image = phantom(1);
		image.setTitle("chest");
		look(image);
		final boolean was = row("edema").selected();
		inspector.tick("edema", !was);
		inspector.threshold("lung lesion", 0.25);
		inspector.indication("Chest pain");
		assertEquals("run(\"Generate Report...\", \"slices=[current slice] overlay=false image=chest " + (was ? "off" : "on") +
			"=edema thresholds=[lung lesion 0.25] indication=[Chest pain]\");", InspectorMacro.regenerate(image, false, now().edits(), now().indication()).toString());
		assertEquals("run(\"Show Clue Attention...\", \"slices=[all slices as the views of one study] map_stack=false opacity=0.5 colours=distinct smooth=true blur=0.0 cut=0.0 " +
			"image=chest diseases=[edema, fracture]\");", InspectorMacro.maps(image, true, List.of("edema", "fracture"), MapLook.DEFAULT).toString());
	}

	@Test
	void whatChangedSinceItsReportIsNotSavedWithIt() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		write();
		image.getProcessor().invert();
		keep(() -> inspector.keeping().save(folder.resolve("changed")));
		assertEquals(Texts.get("error.changed"), inspector.message());
		assertFalse(Files.exists(folder.resolve("changed")));
	}

	/** Other work goes on, and the window says what is under way. */
	@Test
	void savingDoesNotRunOnTheOwnersThread() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		write();
		inspector.keeping().save(folder.resolve("slow"));
		assertTrue(inspector.keeping().isBusy() && inspector.isBusy());
		assertEquals(Texts.get("status.saving"), inspector.message());
		image.flush(); // it may be read by now or not
		await(() -> !inspector.keeping().isBusy());
		assertTrue(inspector.message().startsWith("Saved as") || inspector.message().equals(Texts.get("error.closedBeforeKept")), inspector.message());
	}

	@Test
	void whatIsBeingSavedWhenTheWindowClosesIsSaved() throws Exception {
		final ImagePlus image = phantom(1);
		image.setTitle("last.tif");
		look(image);
		write();
		inspector.keeping().save(folder.resolve("at the end"));
		inspector.close();
		final Path page = folder.resolve("at the end/last.html"); // written last
		for (int i = 0; i < 600 && !Files.exists(page); i++)
			Thread.sleep(100);
		assertTrue(Files.exists(page));
	}

	@Test
	void aFolderThatCannotBeWrittenIsNamed() throws Exception {
		look(phantom(1));
		write();
		final Path file = Files.writeString(folder.resolve("a file"), "");
		keep(() -> inspector.keeping().save(file));
		assertTrue(inspector.message().contains("a file") && !inspector.message().contains("Exception"), inspector.message());
	}
}
