package io.github.trrg.ui;

import io.github.trrg.common.Progress;

/** Work under way that can be canceled; the growing text shows how far it is. */
final class Work implements Progress {

	private volatile boolean canceled;

	void cancel() {
		canceled = true;
	}

	@Override
	public void update(final double fraction, final String message) {
		// The text says it.
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}
}
