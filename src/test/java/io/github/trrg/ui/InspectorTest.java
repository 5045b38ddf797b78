package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.report.Label;
import io.github.trrg.data.StudyItem;
import io.github.trrg.data.Dataset;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.trrg.TinyModel;
import io.github.trrg.clue.Clue;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.study.Phantom;

/** What the clue inspector does, driven without a window. The test's thread owns the inspector, as the event thread does in the window. */
class InspectorTest {

	@TempDir
	private static Path folder;
	private static Context context;

	private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
	private Inspector inspector;

	@BeforeAll
	static void installTinyModels() {
		System.setProperty("trrg.home", folder.toString());
		TinyModel.make(folder.resolve("models/tiny"));
		TinyModel.make(folder.resolve("models/other"));
		context = new Context(TrrgSession.class, LogService.class);
	}

	@AfterAll
	static void stop() {
		System.clearProperty("trrg.home");
		context.dispose();
	}

	@BeforeEach
	void start() {
		ModelStore.standard().choose("tiny");
		inspector = new Inspector(context.service(TrrgSession.class), events::add, () -> {});
	}

	@AfterEach
	void close() {
		inspector.close();
	}

	private void await(final BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			final Runnable event = events.poll(60, TimeUnit.SECONDS);
			if (event == null) fail("Nothing happens: " + inspector.message());
			event.run();
		}
	}

	private void look(final ImagePlus image) throws InterruptedException {
		inspector.follow(image);
		await(() -> inspector.known().isPresent());
	}

	private void write() throws InterruptedException {
		inspector.regenerate();
		await(() -> !inspector.isWriting());
		assertEquals("", inspector.message());
	}

	private Inspection now() {
		return inspector.known().orElseThrow().now();
	}

	private ClueRow row(final String disease) {
		return now().rows(inspector.known().orElseThrow().regionClues()).stream().filter(row -> row.disease().name().equals(disease)).findFirst().orElseThrow();
	}

	private static ImagePlus phantom(final int seed) {
		final ImagePlus image = PhantomImage.of(Phantom.draw(seed, 64, List.of(Phantom.Abnormality.CARDIOMEGALY)));
		image.setOverlay(null);
		return image;
	}

	private static ImagePlus stack() {
		final ImageStack stack = new ImageStack(64, 64);
		for (int i = 1; i <= 3; i++)
			stack.addSlice("s" + i, phantom(i).getProcessor());
		return new ImagePlus("stack", stack);
	}

	private static List<String> overlay(final ImagePlus image) {
		return image.getOverlay() == null ? List.of() : Arrays.stream(image.getOverlay().toArray()).map(Roi::getName).filter(name -> name == null || !name.contains(
			"legend")).toList();
	}

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
		inspector.regenerate();
		await(() -> !inspector.partial().isEmpty());
		assertTrue(inspector.isWriting());
		await(() -> !inspector.isWriting());
		assertTrue(now().report().text().startsWith(inspector.partial().strip().substring(0, 1)));
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
		inspector.show(List.of("edema", "fracture"));
		inspector.show(List.of("pneumonia", "fracture"));
		assertEquals(List.of("fracture", "pneumonia"), inspector.maps().diseases(), "fracture keeps its place, so its colour too");
		assertEquals(3, overlay(image).size());
		inspector.showSentence(0);
		assertEquals("TRRG sentence 1", overlay(image).get(1));
		inspector.setLook(new MapLook(0.7, MapLook.Colours.FIRE, false, 0.5));
		inspector.showSentence(ShownMaps.NONE);
		assertTrue(overlay(image).get(1).startsWith("TRRG fracture"));
		image.setOverlay(null); // another plugin
		inspector.show(List.of("edema"));
		assertEquals(1, overlay(image).size());
		image.setOverlay(new Overlay(arrow));
		inspector.close();
		assertSame(arrow, image.getOverlay().get(0));
	}

	@Test
	void pickingASentenceSelectsItsClues() throws Exception {
		look(phantom(1));
		write();
		inspector.pickSentence(0);
		assertEquals(List.copyOf(now().sentences().get(0).diseases()), inspector.maps().diseases());
		assertEquals(0, inspector.maps().sentence());
	}

	@Test
	void theMapOfASentenceGoesWithItsReport() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		write();
		inspector.pickSentence(0);
		inspector.tick("edema", !row("edema").selected());
		assertEquals(0, inspector.maps().sentence(), "an edit leaves the report as it is");
		write();
		assertEquals(ShownMaps.NONE, inspector.maps().sentence());
		assertFalse(overlay(image).contains("TRRG sentence 1"), overlay(image)::toString);
		inspector.pickSentence(0);
		inspector.undo();
		assertEquals(ShownMaps.NONE, inspector.maps().sentence());
	}

	@Test
	void aCopyWithOverlayIsNotCutToTheSelection() {
		final ImagePlus image = phantom(1);
		image.setRoi(4, 30, 20, 20);
		assertEquals(64, Keeping.copyWithOverlay(image).getWidth());
		assertEquals(20, image.getRoi().getBounds().width);
	}

	@Test
	void aStackTellsOfSlicesWithoutReport() throws Exception {
		final ImagePlus image = stack();
		look(image);
		Files.writeString(folder.resolve("current-model.txt"), "gone\n");
		inspector.processStack();
		await(() -> !inspector.isProcessingStack());
		assertTrue(inspector.message().startsWith("Not all slices are reported. ") && inspector.message().contains("gone"), inspector.message());
	}

	@Test
	void aRegionIsAnsweredBesideTheWhole() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.askRegion();
		assertTrue(inspector.message().startsWith("No region is selected"), inspector.message());
		image.setRoi(4, 30, 20, 20);
		inspector.askRegion();
		await(() -> !inspector.isWriting());
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
		inspector.regenerate();
		await(() -> !inspector.isWriting());
		assertSame(first, inspector.known().orElseThrow().seen());
		assertTrue(row("edema").edited());
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
	void allViewsOfAStudyAreReadTogether() throws Exception {
		final ImagePlus image = stack();
		inspector.setViews(true);
		look(image);
		assertEquals(3, now().perceived().study().views().size());
		inspector.show(List.of("edema"));
		assertEquals(List.of(1, 2, 3), Arrays.stream(image.getOverlay().toArray()).filter(roi -> !roi.getName().contains("legend")).map(Roi::getPosition).toList());
	}

	@Test
	void aStackIsProcessedInTheBackground() throws Exception {
		final ImagePlus image = stack();
		look(image);
		inspector.processStack();
		assertTrue(inspector.isProcessingStack());
		await(() -> !inspector.isProcessingStack());
		for (int slice = 1; slice <= 3; slice++) {
			image.setSlice(slice);
			inspector.follow(image);
			assertEquals("stack #" + slice + " s" + slice, now().perceived().study().id());
			assertTrue(now().report() != null, "slice " + slice);
		}
	}

	@Test
	void aStackCanBeCanceled() throws Exception {
		look(stack());
		inspector.processStack();
		inspector.cancel();
		await(() -> !inspector.isProcessingStack());
		assertEquals(Texts.get("status.canceled"), inspector.message());
	}

	@Test
	void aReportCanBeCanceledAndTheFormerStays() throws Exception {
		look(phantom(1));
		write();
		final Inspection before = now();
		inspector.regenerate();
		inspector.cancel();
		await(() -> !inspector.isWriting());
		assertEquals(before, now());
	}

	@Test
	void anImageClosedWhileItsReportIsWrittenLosesNothing() throws Exception {
		final ImagePlus image = phantom(1);
		look(image);
		inspector.regenerate();
		image.flush();
		inspector.follow(null);
		assertFalse(inspector.isImageOpen());
		await(() -> !inspector.isWriting());
		assertTrue(now().report() != null || inspector.message().contains("closed"), inspector.message());
		inspector.show(List.of("edema"));
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
		inspector.regenerate();
		await(() -> !inspector.isWriting());
		assertEquals(Texts.get("error.closedAndSwitched"), inspector.message());
	}

	@Test
	void closingWhileWritingEndsQuietly() throws Exception {
		look(phantom(1));
		inspector.regenerate();
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

	@Test
	void aStudyIsKeptAsFiles() throws Exception {
		final ImagePlus image = phantom(1);
		image.setTitle("chest/1: a.png");
		look(image);
		inspector.save(folder.resolve("kept"));
		assertEquals(Texts.get("error.noReport"), inspector.message());
		write();
		inspector.tick("edema", true);
		write();
		inspector.save(folder.resolve("kept"));
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
		inspector.addToDataset(folder.resolve("data set"));
		final StudyItem added = Dataset.open(folder.resolve("data set")).split("train").get(0);
		assertEquals("chest", added.id());
		assertEquals(now().report().text(), added.report());
		assertEquals(Label.POSITIVE, added.labels().get("edema"));
		if (!told.equals("edema")) assertEquals(Label.NEGATIVE, added.labels().get(told));
		assertEquals("edema", added.regions().get(0).disease());
		inspector.addToDataset(folder.resolve("data set"));
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
		assertEquals("run(\"Show Clue Attention...\", \"slices=[all slices as the views of one study] map_stack=false opacity=0.5 colours=distinct smooth=true cut=0.0 " +
			"image=chest diseases=[edema, fracture]\");", InspectorMacro.maps(image, true, List.of("edema", "fracture"), MapLook.DEFAULT).toString());
	}
}
