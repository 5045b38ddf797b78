package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

import javax.swing.AbstractButton;
import javax.swing.JTextArea;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogService;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.io.FileSaver;
import io.github.trrg.TinyModel;
import io.github.trrg.data.Dataset;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.study.Phantom;

/** The annotation window itself: it opens, shows, closes, and leaves nothing. */
class AnnotateWindowTest {

	@TempDir
	private static Path folder;
	private static Context context;
	private static TrrgSession session;
	private static ImagePlus image;
	private static final List<Throwable> UNCAUGHT = Collections.synchronizedList(new ArrayList<>());

	@BeforeAll
	static void start() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> UNCAUGHT.add(thrown));
		System.setProperty("trrg.home", folder.toString());
		TinyModel.make(folder.resolve("models/tiny"));
		ModelStore.standard().choose("tiny");
		context = new Context(TrrgSession.class, LogService.class);
		session = context.service(TrrgSession.class);
		image = PhantomImage.of(Phantom.draw(1, 64, List.of()));
		image.setOverlay(null);
		image.show();
	}

	@AfterAll
	static void stop() {
		if (context == null) return;
		Thread.setDefaultUncaughtExceptionHandler(null);
		image.close();
		context.dispose();
	}

	@AfterEach
	void nothingWentWrongUnheard() {
		assertEquals(List.of(), UNCAUGHT);
	}

	private static <T> T onEvents(final Callable<T> action) throws Exception {
		final FutureTask<T> task = new FutureTask<>(action);
		EventQueue.invokeLater(task);
		return task.get();
	}

	private static void await(final BooleanSupplier condition) throws Exception {
		while (!onEvents(condition::getAsBoolean))
			Thread.sleep(20);
	}

	private static AnnotateWindow open(final String dataset) throws Exception {
		return onEvents(() -> AnnotateWindow.open(session, image, SliceChoice.EACH, folder.resolve(dataset)));
	}

	private static void close(final Window window) throws Exception {
		onEvents(() -> {
			window.dispose();
			return null;
		});
	}

	private static <T extends Component> List<T> all(final Container container, final Class<T> type) {
		final List<T> found = new ArrayList<>();
		for (final Component child : container.getComponents()) {
			if (type.isInstance(child)) found.add(type.cast(child));
			if (child instanceof Container inner) found.addAll(all(inner, type));
		}
		return found;
	}

	private static AbstractButton button(final Window window, final String key) {
		return all(window, AbstractButton.class).stream().filter(button -> Texts.get(key).equals(button.getText())).findFirst().orElseThrow();
	}

	private static JTextArea report(final Window window) {
		return all(window, JTextArea.class).get(0);
	}

	@Test
	void whatIsTypedAndClickedIsAdded() throws Exception {
		final AnnotateWindow window = open("clicked");
		assertSame(window, open("clicked"));
		await(() -> report(window).isEnabled());
		final LabelTable table = all(window, LabelTable.class).get(0);
		onEvents(() -> {
			report(window).setText("Typed.");
			report(window).append(" And pasted.");
			table.setRowSelectionInterval(5, 5);
			image.setRoi(5, 6, 20, 10);
			button(window, "annotate.undo").doClick();
			button(window, "annotate.redo").doClick();
			return null;
		});
		final String disease = onEvents(() -> table.selected().orElseThrow().disease());
		onEvents(() -> {
			all(window, AbstractButton.class).stream().filter(button -> Texts.get("annotate.region.add", disease).equals(button.getText())).findFirst().orElseThrow()
				.doClick();
			button(window, "annotate.add").doClick();
			return null;
		});
		await(() -> button(window, "annotate.add").isEnabled());
		final var item = Dataset.open(folder.resolve("clicked")).studies().findFirst().orElseThrow();
		assertEquals("Typed. And pasted.", item.report());
		assertEquals(List.of(disease), item.regions().stream().map(region -> region.disease()).toList());
		close(window);
		assertNull(image.getOverlay());
	}

	@Test
	void everythingSaysWhatItIsFor() throws Exception {
		final AnnotateWindow window = open("tips");
		final List<String> silent = new ArrayList<>();
		for (final AbstractButton button : all(window.getContentPane(), AbstractButton.class))
			if (button.getText() != null && !button.getText().isEmpty() && button.getToolTipText() == null) silent.add(button.getText());
		assertEquals(List.of(), silent);
		close(window);
	}

	/** Closed while the model looks or writes, with something typed that is not saved yet. */
	@Test
	void openedAndClosedThirtyTimesItLeavesNothing() throws Exception {
		final int listeners = image.getWindow().getWindowListeners().length + image.getCanvas().getMouseListeners().length + image.getCanvas().getKeyListeners().length;
		for (int i = 0; i < 30; i++) {
			final AnnotateWindow window = open("thirty");
			await(() -> report(window).isEnabled());
			final String text = "Round " + i + ".";
			onEvents(() -> {
				report(window).setText(text);
				window.dispose();
				return null;
			});
			final AnnotateWindow again = open("thirty");
			await(() -> report(again).isEnabled());
			assertEquals(text, onEvents(() -> report(again).getText()));
			close(again);
		}
		assertEquals(0, Arrays.stream(Window.getWindows()).filter(window -> window instanceof AnnotateWindow && window.isDisplayable()).count());
		assertEquals(List.of(), Arrays.stream(WindowManager.getNonImageTitles()).filter(title -> title.startsWith("TRRG Annotate")).toList());
		assertEquals(listeners, image.getWindow().getWindowListeners().length + image.getCanvas().getMouseListeners().length + image.getCanvas()
			.getKeyListeners().length);
		await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("TRRG annotate")));
		assertNull(image.getOverlay());
	}

	/** Of a folder one image is open at a time, unless its pixels were changed, and none after closing. */
	@Test
	void imagesOfAFolderCloseBehindOne() throws Exception {
		final Path images = Files.createDirectories(folder.resolve("images of Zoë"));
		for (int i = 1; i <= 3; i++)
			new FileSaver(IJ.createImage("x", "8-bit ramp", 40 + i, 30, 1)).saveAsPng(images.resolve(i + ".png").toString());
		final int before = WindowManager.getWindowCount();
		final AnnotateWindow window = onEvents(() -> AnnotateWindow.openFolder(session, images, folder.resolve("of folder")));
		await(() -> report(window).isEnabled());
		assertEquals(before + 1, WindowManager.getWindowCount());
		final ImageWindow first = WindowManager.getCurrentWindow();
		onEvents(() -> {
			button(window, "annotate.next").doClick();
			return null;
		});
		await(() -> report(window).isEnabled() && WindowManager.getCurrentWindow() != first);
		assertEquals(before + 1, WindowManager.getWindowCount());
		assertFalse(first.isDisplayable());
		WindowManager.getCurrentImage().close();
		await(() -> button(window, "annotate.reopen").isVisible());
		onEvents(() -> {
			button(window, "annotate.reopen").doClick();
			return null;
		});
		await(() -> !button(window, "annotate.reopen").isVisible());
		assertEquals(before + 1, WindowManager.getWindowCount());
		close(window);
		assertEquals(before, WindowManager.getWindowCount());
	}
}
