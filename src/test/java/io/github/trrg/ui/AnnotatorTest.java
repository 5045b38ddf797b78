package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiDecoder;
import io.github.trrg.TinyModel;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetCheck;
import io.github.trrg.data.Draft;
import io.github.trrg.data.Draft.Field;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Label;
import io.github.trrg.study.Phantom;

/** What the annotation window does, driven without it. The test's thread owns the annotator, as the event thread does in the window. */
class AnnotatorTest {

	@TempDir
	private static Path home;
	private static Context context;

	@TempDir
	private Path folder;
	private Path data;
	private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
	private final List<Annotator> opened = new ArrayList<>();
	private Annotator annotator;

	@BeforeAll
	static void installATinyModel() {
		System.setProperty("trrg.home", home.toString());
		TinyModel.make(home.resolve("models/tiny"));
		ModelStore.standard().choose("tiny");
		context = new Context(TrrgSession.class, LogService.class);
	}

	@AfterAll
	static void stop() {
		System.clearProperty("trrg.home");
		context.dispose();
	}

	@BeforeEach
	void nameADataSet() {
		data = folder.resolve("data of Zoë");
	}

	@AfterEach
	void close() {
		opened.forEach(Annotator::close);
	}

	private void await(final BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			final Runnable event = events.poll(60, TimeUnit.SECONDS);
			if (event == null) fail("Nothing happens: " + annotator.message());
			event.run();
		}
	}

	/** Opens an annotator and waits until the first study is read; the model may still look at it. */
	private Annotator open(final StudySource source) throws InterruptedException {
		annotator = new Annotator(context.service(TrrgSession.class), source, data, events::add, () -> {}, image -> {});
		opened.add(annotator);
		annotator.start();
		await(() -> annotator.editor().isPresent());
		return annotator;
	}

	private Annotator open(final ImagePlus image) throws InterruptedException {
		return open(StudySource.of(image, SliceChoice.EACH));
	}

	private void awaitModel() throws InterruptedException {
		await(() -> annotator.isPerceived() && !annotator.isWriting());
	}

	private void add() throws InterruptedException {
		annotator.add(false);
		await(() -> !annotator.isAdding());
	}

	private Draft draft() {
		return annotator.editor().orElseThrow().draft();
	}

	private List<StudyItem> studies() {
		return Dataset.open(data).studies().toList();
	}

	private Worklist.Mark mark() {
		return annotator.worklist().entry(annotator.candidate()).mark();
	}

	private static ImagePlus phantom(final int seed) {
		final ImagePlus image = PhantomImage.of(Phantom.draw(seed, 64, List.of(Phantom.Abnormality.CARDIOMEGALY)));
		image.setTitle("phantom " + seed);
		image.setOverlay(null);
		return image;
	}

	private static ImagePlus stack() {
		final ImageStack stack = new ImageStack(64, 64);
		for (int i = 1; i <= 3; i++)
			stack.addSlice("s" + i, phantom(i).getProcessor());
		return new ImagePlus("stack", stack);
	}

	private Path images(final int count) throws IOException {
		final Path images = Files.createDirectories(folder.resolve("images"));
		for (int i = 1; i <= count; i++)
			new FileSaver(phantom(i)).saveAsTiff(images.resolve(i + ".tif").toString());
		return images;
	}

	private static Clue clue(final String name, final double probability) {
		return new Clue(new Disease(name, List.of(), List.of(), 0.2, true), probability, probability >= 0.2, List.of());
	}

	@Test
	void labelsBeginAsTheModelDecidesAndInDoubtUncertain() {
		assertEquals(Map.of("edema", Label.POSITIVE, "fracture", Label.NEGATIVE, "pneumonia", Label.UNCERTAIN), Prefill.labels(List.of(clue("edema", 0.6), clue("fracture",
			0.05), clue("pneumonia", 0.21))));
		assertEquals(Map.of("edema", Label.NEGATIVE, "no finding", Label.POSITIVE), Prefill.labels(List.of(clue("edema", 0.05), clue("no finding", 0.3))));
	}

	@Test
	void theModelFillsInWithoutLeavingADraft() throws Exception {
		open(phantom(1));
		assertEquals(14, annotator.editing().rows().size(), "there is something to label at once");
		awaitModel();
		assertFalse(draft().text(Field.REPORT).isBlank());
		assertTrue(draft().labels().size() > 5, () -> draft().labels().toString());
		assertFalse(annotator.editor().orElseThrow().canUndo());
		annotator.close();
		assertFalse(Files.exists(data));
	}

	@Test
	void theModelDoesNotWriteOverTheUser() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.REPORT, "Mine.");
		annotator.editing().label("fracture", Label.UNCERTAIN);
		awaitModel();
		assertEquals("Mine.", draft().text(Field.REPORT));
		assertEquals(Map.of("fracture", Label.UNCERTAIN), draft().labels());
		annotator.rewrite();
		await(() -> !annotator.isWriting());
		assertFalse(draft().text(Field.REPORT).equals("Mine."), "asked for");
		annotator.editing().undo();
		assertEquals("Mine.", draft().text(Field.REPORT));
	}

	@Test
	void whatWasTypedIsThereTheNextTime() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.IMPRESSION, "Draft [1] ");
		annotator.editing().label("tuberculosis", Label.POSITIVE);
		annotator.study().orElseThrow().image().setRoi(new Roi(3, 4, 20, 10));
		annotator.editing().addRegion("tuberculosis");
		assertTrue(annotator.annotations().store().flush()); // and no closing: the process may die
		open(phantom(1));
		assertEquals("Draft [1] ", draft().text(Field.IMPRESSION));
		assertEquals(Worklist.Mark.DRAFT, mark());
		assertEquals(List.of("tuberculosis"), draft().regions().stream().map(region -> region.disease()).toList());
		assertEquals(1, annotator.study().orElseThrow().image().getOverlay().size(), "it is shown");
		awaitModel();
		assertEquals(Map.of("tuberculosis", Label.POSITIVE), draft().labels(), "these labels are the user's");
		assertFalse(draft().text(Field.REPORT).isBlank(), "nobody wrote a report yet");
		open(phantom(2));
		assertEquals("", draft().text(Field.IMPRESSION), "another image");
	}

	@Test
	void regionsAreAddedShownAndRemoved() throws Exception {
		final ImagePlus image = stack();
		image.setOverlay(new Overlay(new Roi(0, 0, 5, 5)));
		open(StudySource.of(image, SliceChoice.VIEWS));
		annotator.editing().addRegion("edema");
		assertTrue(annotator.message().contains("Draw an area"), annotator.message());
		image.setRoi(new PointRoi(3, 3));
		annotator.editing().addRegion("edema");
		assertTrue(annotator.message().contains("Draw an area"), annotator.message());
		image.setSlice(2);
		image.setRoi(new OvalRoi(10, 20, 30, 15));
		annotator.editing().addRegion("edema");
		assertNull(image.getRoi());
		assertEquals(Label.POSITIVE, draft().label("edema"));
		assertEquals(2, image.getOverlay().size());
		assertEquals(2, image.getOverlay().get(1).getPosition());
		annotator.editing().showRegion(draft().regions().get(0));
		assertEquals(new Rectangle(10, 20, 30, 15), image.getRoi().getBounds());
		annotator.editing().removeRegion(draft().regions().get(0));
		assertEquals(1, image.getOverlay().size());
		annotator.editing().undo();
		annotator.editing().text(Field.ID, "views");
		add();
		final StudyItem item = studies().get(0);
		assertEquals(3, item.images().size());
		assertEquals(1, item.regions().get(0).image());
		assertEquals(new Rectangle(10, 20, 30, 15), RoiDecoder.open(item.regions().get(0).file().toString()).getBounds());
		annotator.close();
		assertEquals(1, image.getOverlay().size(), "that of the user");
	}

	@Test
	void aStudyIsReplacedOnlyWhenAsked() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.REPORT, "One.");
		add();
		assertEquals(Worklist.Mark.ADDED, mark());
		annotator.editing().text(Field.REPORT, "Two.");
		assertEquals(Worklist.Mark.DRAFT, mark());
		add();
		assertEquals("phantom 1", annotator.taken());
		annotator.replace(false);
		assertEquals("One.", studies().get(0).report());
		add();
		annotator.replace(true);
		await(() -> !annotator.isAdding());
		assertEquals(List.of("Two."), studies().stream().map(StudyItem::report).toList());
	}

	@Test
	void anAddedStudyComesBackAsItIsInTheDataSet() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.ID, "p7 a");
		annotator.editing().text(Field.REPORT, "One.");
		annotator.editing().text(Field.PATIENT, "p7");
		annotator.editing().label("edema", Label.NEGATIVE);
		annotator.study().orElseThrow().image().setRoi(new Roi(3, 4, 20, 10));
		annotator.editing().addRegion("lung lesion");
		add();
		annotator.close();
		open(phantom(1));
		assertEquals(Worklist.Mark.ADDED, mark());
		assertEquals(List.of("p7 a", "p7", "One."), List.of(draft().text(Field.ID), draft().text(Field.PATIENT), draft().text(Field.REPORT)));
		assertEquals(Map.of("edema", Label.NEGATIVE, "lung lesion", Label.POSITIVE), draft().labels());
		assertArrayEquals(Files.readAllBytes(studies().get(0).regions().get(0).file()), draft().regions().get(0).roi());
		awaitModel();
		assertEquals("One.", draft().text(Field.REPORT));
	}

	@Test
	void aStudyOfTheSameNameIsNotTakenForTheSame() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.REPORT, "Of phantom 1.");
		add();
		annotator.close();
		final ImagePlus other = phantom(2);
		other.setTitle("phantom 1");
		open(other);
		assertEquals(Worklist.Mark.NONE, mark());
		assertEquals("", draft().text(Field.REPORT));
	}

	@Test
	void aFolderIsWorkedThroughTheLeastCertainFirst() throws Exception {
		final Path images = images(4);
		Files.writeString(images.resolve("0 broken.tif"), "no image");
		annotator = new Annotator(context.service(TrrgSession.class), StudySource.ofFolder(images), data, events::add, () -> {}, image -> {});
		opened.add(annotator);
		annotator.start();
		await(() -> annotator.worklist().entries().stream().allMatch(entry -> entry.uncertainty() != null || !entry.trouble().isEmpty()) && annotator.worklist()
			.size() == 5);
		final Worklist.Entry broken = annotator.worklist().entries().get(4);
		assertEquals("0 broken.tif", broken.candidate().name());
		assertTrue(broken.trouble().contains("0 broken.tif"), broken.trouble());
		final List<Worklist.Entry> good = annotator.worklist().entries().subList(0, 4);
		assertEquals(good.stream().sorted(Comparator.comparing(Worklist.Entry::uncertainty).reversed()).toList(), good);
		assertTrue(good.get(0).uncertainty() > good.get(3).uncertainty());
		annotator.next();
		await(() -> annotator.editor().isPresent());
		assertEquals(good.get(0).candidate(), annotator.candidate());
		annotator.editing().text(Field.REPORT, "First.");
		annotator.add(true);
		await(() -> annotator.candidate().equals(good.get(1).candidate()) && annotator.editor().isPresent());
		assertEquals(1, annotator.worklist().added());
		annotator.previous();
		await(() -> annotator.editor().isPresent());
		assertEquals("First.", draft().text(Field.REPORT));
		assertEquals(Worklist.Mark.ADDED, mark());
	}

	/** A data set that somebody else filled from the same images: nothing is annotated twice. */
	@Test
	void whatIsInTheDataSetIsFoundThere() throws Exception {
		final Path images = images(2);
		open(StudySource.ofFolder(images));
		annotator.go(annotator.worklist().entries().stream().map(Worklist.Entry::candidate).filter(one -> one.id().equals("2")).findFirst().orElseThrow());
		await(() -> annotator.editor().isPresent());
		annotator.editing().text(Field.REPORT, "By hand.");
		add();
		annotator.close();
		try (var files = Files.list(data.resolve(".drafts"))) {
			for (final Path file : (Iterable<Path>) files::iterator)
				Files.delete(file);
		}
		open(StudySource.ofFolder(images));
		await(() -> annotator.worklist().added() == 1);
		assertEquals("2", annotator.worklist().entries().stream().filter(entry -> entry.mark() == Worklist.Mark.ADDED).findFirst().orElseThrow().candidate().id());
	}

	@Test
	void aStackIsFollowedSliceBySlice() throws Exception {
		final ImagePlus image = stack();
		image.setSlice(2);
		open(image);
		assertEquals("stack #2 s2", annotator.candidate().name());
		annotator.editing().text(Field.REPORT, "Two.");
		image.setSlice(3);
		annotator.look();
		await(() -> annotator.editor().isPresent());
		assertEquals("stack #3 s3", draft().text(Field.ID));
		annotator.previous();
		assertEquals(2, image.getCurrentSlice());
		await(() -> annotator.editor().isPresent());
		assertEquals("Two.", draft().text(Field.REPORT));
		annotator.editing().undo();
		assertEquals("", draft().text(Field.REPORT));
	}

	@Test
	void twoWindowsAddAtOnce() throws Exception {
		final Annotator one = open(phantom(1)), two = open(phantom(2));
		one.editing().text(Field.REPORT, "One.");
		two.editing().text(Field.REPORT, "Two.");
		one.add(false);
		two.add(false);
		await(() -> !one.isAdding() && !two.isAdding());
		assertEquals(2, studies().size());
		assertFalse(DatasetCheck.of(data, Progress.NONE).hasErrors());
	}

	@Test
	void aDataSetThatVanishesTakesNothingWithIt() throws Exception {
		Files.createDirectories(data);
		open(phantom(1));
		annotator.editing().text(Field.REPORT, "Typed before.");
		assertTrue(annotator.annotations().store().flush());
		final Path away = Files.move(data, folder.resolve("away"));
		annotator.editing().text(Field.REPORT, "Typed after.");
		await(() -> !annotator.annotations().trouble().isEmpty());
		assertTrue(annotator.annotations().trouble().contains("What you type is kept in"), annotator.annotations().trouble());
		add();
		assertTrue(annotator.message().contains("is not there"), annotator.message());
		assertFalse(Files.exists(data), "no second data set in its place");
		annotator.close();
		open(phantom(1));
		assertEquals("Typed after.", draft().text(Field.REPORT), "also in the next session");
		annotator.close();
		Files.move(away, data);
		open(phantom(1));
		assertEquals("Typed after.", draft().text(Field.REPORT));
		add();
		assertEquals("Typed after.", studies().get(0).report());
	}

	@Test
	void whereNothingCanBeWrittenTheUserIsToldAndNothingIsLost() throws Exception {
		data = Files.writeString(folder.resolve("a file"), "").resolve("data");
		open(phantom(1));
		annotator.editing().text(Field.REPORT, "Typed.");
		await(() -> !annotator.annotations().trouble().isEmpty());
		add();
		assertTrue(annotator.message().contains("is not there"), annotator.message());
		assertEquals(Worklist.Mark.DRAFT, mark());
		data = folder.resolve("another");
		annotator.setDataset(data);
		await(() -> annotator.editor().isPresent());
		assertEquals("Typed.", draft().text(Field.REPORT), "it goes along");
		add();
		assertEquals("Typed.", studies().get(0).report());
	}

	@Test
	void aClosedImageIsSaidAndItsDraftKept() throws Exception {
		final ImagePlus image = phantom(1);
		open(image);
		awaitModel();
		image.flush();
		annotator.editing().text(Field.REPORT, "Typed.");
		add();
		assertTrue(annotator.message().contains("The image is closed"), annotator.message());
		annotator.close();
		open(phantom(1));
		assertEquals("Typed.", draft().text(Field.REPORT));
	}

	@Test
	void aDraftNeedsANameToBeAdded() throws Exception {
		open(phantom(1));
		annotator.editing().text(Field.ID, "  ");
		add();
		assertTrue(annotator.message().contains("has no id"), annotator.message());
		assertFalse(Dataset.isThere(data));
		assertEquals("", annotator.taken());
	}

	@Test
	void withoutAModelThatWorksOneAnnotatesByHand() throws Exception {
		final Path bad = TinyModel.make(home.resolve("models/bad"));
		ModelStore.standard().choose("bad");
		Files.writeString(bad.resolve("config.json"), "{");
		try {
			open(phantom(1));
			await(() -> !annotator.message().isEmpty());
			assertTrue(annotator.message().contains("bad"), annotator.message());
			annotator.editing().label("edema", Label.POSITIVE);
			annotator.editing().text(Field.REPORT, "Edema.");
			add();
			assertEquals(Map.of("edema", Label.POSITIVE), studies().get(0).labels());
		}
		finally {
			ModelStore.standard().choose("tiny");
		}
	}
}
