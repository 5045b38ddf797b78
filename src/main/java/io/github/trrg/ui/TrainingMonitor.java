package io.github.trrg.ui;

import java.awt.EventQueue;

import io.github.trrg.common.Progress;
import io.github.trrg.train.MemoryNeed;
import io.github.trrg.train.TrainingEpoch;
import io.github.trrg.train.TrainingStep;
import io.github.trrg.train.TrainingWatch;

/** Carries what training tells to its window and to the status bar, and the user's orders back. */
final class TrainingMonitor implements TrainingWatch {

	private final Progress status;
	private TrainingWindow window;
	private volatile boolean canceled;
	private volatile boolean finishing;
	private volatile long pausedAt;
	private volatile long pausedNanos;

	/** @param status shows the text, too, and may cancel */
	TrainingMonitor(final Progress status) {
		this.status = status;
	}

	/** @param shown on the event thread, before training begins */
	void setWindow(final TrainingWindow shown) {
		window = shown;
	}

	void cancel() {
		canceled = true;
	}

	void finish() {
		finishing = true;
		pause(false);
	}

	synchronized void pause(final boolean wanted) {
		if (wanted == isPaused()) return;
		if (!wanted) pausedNanos += System.nanoTime() - pausedAt;
		pausedAt = wanted ? System.nanoTime() : 0;
	}

	@Override
	public boolean isCanceled() {
		return canceled || status.isCanceled();
	}

	@Override
	public boolean isFinishing() {
		return finishing;
	}

	@Override
	public boolean isPaused() {
		return pausedAt != 0;
	}

	@Override
	public synchronized long pausedNanos() {
		return pausedNanos + (isPaused() ? System.nanoTime() - pausedAt : 0);
	}

	@Override
	public void update(final double fraction, final String message) {
		status.update(fraction, message);
		EventQueue.invokeLater(() -> {
			if (fraction < 0) window.tell(message);
			else window.show(fraction, message);
		});
	}

	@Override
	public void needs(final MemoryNeed memory) {
		if (!memory.fits()) EventQueue.invokeLater(() -> window.warn(Texts.get("training.memory.short", memory)));
	}

	@Override
	public void updated(final TrainingStep step) {
		EventQueue.invokeLater(() -> window.show(step));
	}

	@Override
	public void validated(final TrainingEpoch epoch) {
		EventQueue.invokeLater(() -> window.show(epoch));
	}
}
