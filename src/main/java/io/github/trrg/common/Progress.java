package io.github.trrg.common;

import java.util.concurrent.CancellationException;

/** What long work reports to and asks whether to go on; knows no user interface. */
public interface Progress {

	/** Work that nobody watches. */
	Progress NONE = new Progress() {

		@Override
		public void update(final double fraction, final String message) {
			// nobody listens
		}

		@Override
		public boolean isCanceled() {
			return false;
		}
	};

	/**
	 * @param fraction part of the work done, 0 to 1; negative when unknown
	 * @param message what is being done now, one short line
	 */
	void update(double fraction, String message);

	boolean isCanceled();

	/** @throws CancellationException if the user asked to stop */
	default void checkCanceled() {
		if (isCanceled()) throw new CancellationException("Canceled");
	}
}
