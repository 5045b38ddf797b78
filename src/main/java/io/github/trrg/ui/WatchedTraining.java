package io.github.trrg.ui;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import ij.IJ;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.train.TrainingRequest;
import io.github.trrg.train.TrainingWatch;

/** Runs training before the user's eyes: in a window, or in the status bar in macros and where there is no display. */
public final class WatchedTraining {

	private WatchedTraining() {}

	/**
	 * Returns when training has ended.
	 *
	 * @param status shows text, and may cancel
	 * @param training the work
	 * @throws CancellationException if canceled; the user has been told what is kept
	 */
	public static void run(final TrainingRequest request, final Progress status, final Consumer<TrainingWatch> training) {
		final boolean windowless = GraphicsEnvironment.isHeadless() || IJ.isMacro();
		try {
			if (windowless) training.accept(TrainingWatch.of(status));
			else inWindow(request, status, training);
		}
		catch (final CancellationException e) {
			if (windowless) IJ.log(e.getMessage());
			throw e;
		}
	}

	private static void inWindow(final TrainingRequest request, final Progress status, final Consumer<TrainingWatch> training) {
		final TrainingMonitor monitor = new TrainingMonitor(status);
		final TrainingWindow window = open(request, monitor);
		try {
			training.accept(monitor);
			EventQueue.invokeLater(() -> window.end(true, Texts.get("training.done", request.out().getFileName())));
		}
		catch (final CancellationException | TrrgException e) {
			EventQueue.invokeLater(() -> window.end(false, e.getMessage()));
			throw e;
		}
		catch (final RuntimeException | Error e) {
			EventQueue.invokeLater(() -> window.end(false, Texts.get("error.unexpected", e)));
			throw e;
		}
	}

	private static TrainingWindow open(final TrainingRequest request, final TrainingMonitor monitor) {
		final TrainingWindow[] opened = new TrainingWindow[1];
		try {
			EventQueue.invokeAndWait(() -> {
				NativeLook.apply();
				opened[0] = new TrainingWindow(request, monitor);
				monitor.setWindow(opened[0]);
			});
			return opened[0];
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted");
		}
		catch (final InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		}
	}
}
