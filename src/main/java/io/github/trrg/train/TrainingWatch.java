package io.github.trrg.train;

import io.github.trrg.common.Progress;

/**
 * What training tells of itself, and what it is told while it runs; knows no user interface. All calls come from the thread that trains.
 * Training looks for orders between two updates of the weights.
 */
public interface TrainingWatch extends Progress {

	/** Whether to stop now with the best weights so far, as if time were over. */
	default boolean isFinishing() {
		return false;
	}

	/** Whether to wait until this is no longer so; everything learnt is saved before. */
	default boolean isPaused() {
		return false;
	}

	/** For how long, in all, {@link #isPaused} was true, nanoseconds: it does not count as time to train. */
	default long pausedNanos() {
		return 0;
	}

	/** Hears, before a stage begins, what memory it will need. */
	default void needs(final MemoryNeed memory) {}

	/** Hears of every update. */
	default void updated(final TrainingStep step) {}

	/** Hears how good the model is, before training and after each epoch. */
	default void validated(final TrainingEpoch epoch) {}

	/** Whoever watches; a plain {@link Progress} hears the text only. */
	static TrainingWatch of(final Progress progress) {
		if (progress instanceof TrainingWatch watch) return watch;
		return new TrainingWatch() {

			@Override
			public void update(final double fraction, final String message) {
				progress.update(fraction, message);
			}

			@Override
			public boolean isCanceled() {
				return progress.isCanceled();
			}
		};
	}
}
