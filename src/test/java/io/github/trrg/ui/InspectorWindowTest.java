package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.swing.AbstractButton;
import javax.swing.JComponent;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogService;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.trrg.TinyModel;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.study.Phantom;

/** The window itself: it opens, shows, closes, and leaves nothing. */
class InspectorWindowTest {

	@TempDir
	private static Path folder;
	private static Context context;
	private static TrrgSession session;
	private static ImagePlus image;

	@BeforeAll
	static void start() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		System.setProperty("trrg.home", folder.toString());
		TinyModel.make(folder.resolve("models/tiny"));
		ModelStore.standard().choose("tiny");
		context = new Context(TrrgSession.class, LogService.class);
		session = context.service(TrrgSession.class);
		image = PhantomImage.of(Phantom.draw(1, 64, List.of()));
		image.show();
	}

	@AfterAll
	static void stop() {
		if (context == null) return;
		image.close();
		context.dispose();
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

	private static InspectorWindow open() throws Exception {
		return onEvents(() -> InspectorWindow.open(session, image));
	}

	private static <T extends Component> List<T> all(final Container container, final Class<T> type) {
		final List<T> found = new ArrayList<>();
		for (final Component child : container.getComponents()) {
			if (type.isInstance(child)) found.add(type.cast(child));
			if (child instanceof Container inner) found.addAll(all(inner, type));
		}
		return found;
	}

	private static boolean isWritten(final InspectorWindow window) {
		return all(window, AbstractButton.class).stream().anyMatch(button -> Texts.get("regenerate").equals(button.getText()) && button.isEnabled());
	}

	@Test
	void openedTwiceItIsTheSameWindow() throws Exception {
		final InspectorWindow window = open();
		assertSame(window, open());
		await(() -> isWritten(window));
		assertEquals(14, all(window, ClueTable.class).get(0).getRowCount());
		assertFalse(all(window, ReportPane.class).stream().allMatch(pane -> pane.getText().isEmpty()));
		onEvents(() -> {
			window.dispose();
			return null;
		});
	}

	@Test
	void everythingSaysWhatItIsFor() throws Exception {
		final InspectorWindow window = open();
		final List<String> silent = new ArrayList<>();
		for (final AbstractButton button : all(window.getContentPane(), AbstractButton.class))
			if (button.getText() != null && !button.getText().isEmpty() && button.getToolTipText() == null) silent.add(button.getText());
		assertEquals(List.of(), silent);
		onEvents(() -> {
			window.dispose();
			return null;
		});
	}

	@Test
	void openedAndClosedFiftyTimesItLeavesNothing() throws Exception {
		openAndClose();
		final long arrays = arrays();
		for (int i = 0; i < 50; i++)
			openAndClose();
		assertEquals(0, Arrays.stream(Window.getWindows()).filter(window -> window instanceof InspectorWindow && window.isDisplayable()).count());
		assertEquals(List.of(), Arrays.stream(WindowManager.getNonImageTitles()).filter(Texts.get("title")::equals).toList());
		await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("TRRG inspector")));
		assertEquals(arrays, arrays(), "native arrays and managers");
		assertEquals(null, image.getOverlay() == null ? null : Arrays.stream(image.getOverlay().toArray()).filter(roi -> roi.getName() != null && roi.getName().startsWith(
			"TRRG")).findAny().orElse(null));
	}

	/** Closes while the report is being written. */
	private static void openAndClose() throws Exception {
		final InspectorWindow window = open();
		await(() -> all(window, ClueTable.class).get(0).getRowCount() == 14);
		onEvents(() -> {
			all(window, ClueTable.class).get(0).setRowSelectionInterval(0, 1);
			window.dispose();
			return null;
		});
		await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("TRRG inspector")));
	}

	/** Resources DJL holds, counted from its root manager down. */
	private static long arrays() throws ReflectiveOperationException {
		try (ModelCache.Lease lease = session.models().lease(ModelStore.standard().find(""), "auto")) {
			NDManager root = lease.trrg().model().parameters().arrays().values().iterator().next().getManager();
			while (root.getParentManager() != null && root.getParentManager() != root && root.getParentManager() instanceof BaseNDManager)
				root = root.getParentManager();
			return count(root);
		}
	}

	private static long count(final Object resource) throws ReflectiveOperationException {
		if (!(resource instanceof BaseNDManager)) return 1;
		final Field resources = BaseNDManager.class.getDeclaredField("resources");
		resources.setAccessible(true);
		long sum = 1;
		for (final Object child : ((Map<?, ?>) resources.get(resource)).values())
			sum += count(child);
		return sum;
	}

	/** Every text that the code asks for stands in the file. */
	@Test
	void noTextIsMissing() throws Exception {
		final Pattern call = Pattern.compile("Texts\\.get\\(\"([a-zA-Z.]+)\"[,)]");
		try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/trrg/ui"))) {
			for (final Path file : (Iterable<Path>) files::iterator) {
				final Matcher matcher = call.matcher(Files.readString(file));
				while (matcher.find())
					assertFalse(Texts.get(matcher.group(1)).isBlank(), matcher.group(1));
			}
		}
	}
}
