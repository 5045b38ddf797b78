package io.github.trrg.ij;

import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;
import io.github.trrg.common.Progress;

/** Work shown in ImageJ's status bar and, in Fiji, as a task with a Cancel button; Escape cancels too. Closing it ends the display. */
public final class ImageJProgress implements Progress, AutoCloseable {

	private static final int STEPS = 1000;

	private final Task task;
	private final StatusService status;
	private int shownStep = -1;
	private String shownMessage = "";

	public ImageJProgress(final String name, final TaskService tasks, final StatusService status) {
		this.status = status;
		task = tasks.createTask(name);
		task.setProgressMaximum(STEPS);
		task.start();
		IJ.resetEscape();
	}

	/** Piece {@code index}, from 0, of {@code count} equal pieces of this work, as work of its own. */
	public Progress part(final int index, final int count) {
		return new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				ImageJProgress.this.update((index + Math.max(0, fraction)) / count, message);
			}

			@Override
			public boolean isCanceled() {
				return ImageJProgress.this.isCanceled();
			}
		};
	}

	@Override
	public void update(final double fraction, final String message) {
		final int step = fraction < 0 ? Math.max(0, shownStep) : (int) (STEPS * Math.min(1, fraction));
		if (step == shownStep && message.equals(shownMessage)) return;
		shownStep = step;
		shownMessage = message;
		task.setStatusMessage(message);
		task.setProgressValue(step);
		// Below the maximum: at it, the bar disappears.
		status.showStatus(Math.min(step, STEPS - 1), STEPS, message);
	}

	@Override
	public boolean isCanceled() {
		return task.isCanceled() || IJ.escapePressed();
	}

	@Override
	public void close() {
		status.showStatus(STEPS, STEPS, "");
		task.finish();
	}
}
