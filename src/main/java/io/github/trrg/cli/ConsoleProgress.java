package io.github.trrg.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.trrg.common.Progress;

/** Progress as lines of text, canceled by Ctrl-C: the JVM then waits until the work has stopped cleanly. Close it when the work ends. */
final class ConsoleProgress implements Progress, AutoCloseable {

	/** Lines that differ in their numbers only are this far apart. */
	private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
	/** Longer than a training step. */
	private static final long PATIENCE_SECONDS = 60;

	private final Consumer<String> lines;
	private final String farewell;
	private final CountDownLatch ended = new CountDownLatch(1);
	private final Thread onInterrupt = new Thread(this::interrupt);
	private volatile boolean canceled;
	private String shape = "";
	private long told;

	/**
	 * @param lines takes what is to be shown
	 * @param farewell shown on Ctrl-C
	 */
	ConsoleProgress(final Consumer<String> lines, final String farewell) {
		this.lines = lines;
		this.farewell = farewell;
		Runtime.getRuntime().addShutdownHook(onInterrupt);
	}

	@Override
	public synchronized void update(final double fraction, final String message) {
		final String newShape = message.replaceAll("[0-9.]+", "#");
		if (newShape.equals(shape) && System.nanoTime() - told < INTERVAL_NANOS) return;
		shape = newShape;
		told = System.nanoTime();
		lines.accept(message);
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}

	private void interrupt() {
		canceled = true;
		lines.accept(farewell);
		try {
			ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		ended.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(onInterrupt);
		}
		catch (final IllegalStateException e) {
			// Java ends already.
		}
	}
}
