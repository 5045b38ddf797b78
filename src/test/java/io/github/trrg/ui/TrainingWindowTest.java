package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;

import javax.swing.AbstractButton;
import javax.swing.JTextArea;

import org.jfree.chart.ChartPanel;
import org.jfree.chart.LegendItemCollection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import ij.WindowManager;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.train.HeldOutScores;
import io.github.trrg.train.MemoryNeed;
import io.github.trrg.train.TrainingEpoch;
import io.github.trrg.train.TrainingRequest;
import io.github.trrg.train.TrainingStep;
import io.github.trrg.train.TrainingWatch;

/** The window of training, told by the test what training would tell. */
class TrainingWindowTest {

	private static final TrainingRequest REQUEST = new TrainingRequest(Path.of("my chests"), Path.of("models", "small"), Path.of("models", "mine"), "cpu", "auto", 0, null, null,
		false);

	@BeforeAll
	static void needADisplay() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
	}

	private static <T> T onEvents(final Callable<T> action) throws Exception {
		final FutureTask<T> task = new FutureTask<>(action);
		EventQueue.invokeLater(task);
		return task.get();
	}

	private static List<TrainingWindow> open() {
		return Arrays.stream(Window.getWindows()).filter(window -> window instanceof TrainingWindow && window.isDisplayable()).map(TrainingWindow.class::cast).toList();
	}

	private static <T extends Component> List<T> all(final Container container, final Class<T> type) {
		final List<T> found = new ArrayList<>();
		for (final Component child : container.getComponents()) {
			if (type.isInstance(child)) found.add(type.cast(child));
			if (child instanceof Container inner) found.addAll(all(inner, type));
		}
		return found;
	}

	private static AbstractButton button(final String key) {
		return all(open().get(0).getContentPane(), AbstractButton.class).stream().filter(button -> Texts.get("training." + key).equals(button.getText())).findFirst().orElseThrow();
	}

	private static void click(final String key) {
		try {
			onEvents(() -> {
				button(key).doClick();
				return null;
			});
		}
		catch (final Exception e) {
			throw new AssertionError(e);
		}
	}

	private static void close() throws Exception {
		onEvents(() -> {
			open().forEach(Window::dispose);
			return null;
		});
	}

	private static List<String> legend(final int chart) throws Exception {
		return onEvents(() -> {
			final List<String> labels = new ArrayList<>();
			final LegendItemCollection items = all(open().get(0), ChartPanel.class).get(chart).getChart().getXYPlot().getLegendItems();
			for (int i = 0; i < items.getItemCount(); i++)
				labels.add(items.get(i).getLabel());
			return labels;
		});
	}

	private static HeldOutScores scores(final double f1, final String text) {
		return new HeldOutScores(f1, Map.of(HeldOutScores.F1, f1, HeldOutScores.CIDER, 3.0), List.of(new HeldOutScores.Written("s 1", "Clear.", text)));
	}

	@Test
	void curvesReportsAndMessagesShowWhatTrainingTells() throws Exception {
		WatchedTraining.run(REQUEST, Progress.NONE, watch -> {
			watch.needs(new MemoryNeed(1L << 40, 0, 0, 1));
			watch.validated(new TrainingEpoch("clues", 0, Double.NaN, false, scores(0.25, "Nonsense.")));
			watch.updated(new TrainingStep("clues", 0, 1, 2, 3.5));
			watch.updated(new TrainingStep("clues", 0, 2, 2, 2.5));
			watch.validated(new TrainingEpoch("clues", 1, 3, true, scores(0.5, "All clear.")));
			watch.update(-1, "Batches are smaller now");
		});
		assertEquals(List.of("each update 3.500 \u2192 2.500", "mean of the epoch 3.000"), legend(0));
		assertEquals(List.of("clinical micro-F1 0.250 \u2192 0.500"), legend(1));
		final List<String> texts = onEvents(() -> all(open().get(0), JTextArea.class).stream().map(JTextArea::getText).toList());
		assertTrue(texts.containsAll(List.of("Clear.", "Nonsense.", "All clear.")), texts::toString);
		assertTrue(texts.stream().anyMatch(text -> text.contains("Batches are smaller now")), texts::toString);
		assertFalse(onEvents(() -> button("pause").isVisible()), "it has ended");
		click("close");
		assertEquals(List.of(), open());
	}

	/** Else its labels are ten times the same number. */
	@Test
	void theAxisOfASingleValueHasRoom() throws Exception {
		WatchedTraining.run(REQUEST, Progress.NONE, watch -> watch.updated(new TrainingStep("clues", 0, 1, 2, 3.5)));
		assertTrue(onEvents(() -> all(open().get(0), ChartPanel.class).get(0).getChart().getXYPlot().getRangeAxis().getRange().getLength()) > 0.09);
		close();
	}

	@Test
	void buttonsGiveOrders() throws Exception {
		final List<String> heard = new ArrayList<>();
		WatchedTraining.run(REQUEST, Progress.NONE, watch -> {
			click("pause");
			heard.add("paused " + watch.isPaused());
			click("resume");
			heard.add("paused " + watch.isPaused() + " " + (watch.pausedNanos() > 0));
			click("pause");
			click("finish");
			heard.add("finishing " + watch.isFinishing() + " paused " + watch.isPaused() + " canceled " + watch.isCanceled());
			click("cancel");
			heard.add("canceled " + watch.isCanceled());
		});
		assertEquals(List.of("paused true", "paused false true", "finishing true paused false canceled false", "canceled true"), heard);
		close();
	}

	@Test
	void theStatusBarMayCancelToo() throws Exception {
		final Progress escape = new Progress() {

			@Override
			public void update(final double fraction, final String message) {}

			@Override
			public boolean isCanceled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> WatchedTraining.run(REQUEST, escape, TrainingWatch::checkCanceled));
		close();
	}

	@Test
	void everythingSaysWhatItIsFor() throws Exception {
		WatchedTraining.run(REQUEST, Progress.NONE, watch -> {});
		final List<String> silent = onEvents(() -> all(open().get(0).getContentPane(), AbstractButton.class).stream().filter(button -> button.getText() != null && !button
			.getText().isEmpty() && button.getToolTipText() == null).map(AbstractButton::getText).toList());
		assertEquals(List.of(), silent);
		close();
	}

	/** Also when training fails. */
	@Test
	void openedAndClosedTwentyTimesItLeavesNothing() throws Exception {
		for (int i = 0; i < 20; i++) {
			assertThrows(TrrgException.class, () -> WatchedTraining.run(REQUEST, Progress.NONE, watch -> {
				watch.updated(new TrainingStep("clues", 0, 1, 2, 3.5));
				throw new TrrgException("The disk is full");
			}));
			assertTrue(onEvents(() -> all(open().get(0), JTextArea.class).stream().anyMatch(area -> area.getText().contains("The disk is full"))));
			close();
		}
		assertEquals(List.of(), open());
		assertFalse(Arrays.asList(WindowManager.getNonImageTitles()).contains(Texts.get("training.title")));
	}
}
