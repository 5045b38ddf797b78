package io.github.trrg.ui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.scijava.log.LogService;

import io.github.trrg.common.TrrgException;

/**
 * Threads that model work runs on, and the way back. Nothing thrown there reaches the user raw: it becomes a message. After closing,
 * what still comes back is dropped.
 */
final class Workers implements AutoCloseable {

	/** Two threads: a slice is seen while the report of another is being written. */
	private final ExecutorService eyes;
	private final ExecutorService pen;
	private final Executor owner;
	private final Runnable changed;
	private final Consumer<String> complaints;
	private final LogService log;
	private volatile boolean closed;

	/**
	 * @param name of the threads
	 * @param owner runs actions on the owner's thread
	 * @param changed called there after each of them
	 * @param complaints hears there, in words for the user, why work failed
	 */
	Workers(final String name, final Executor owner, final Runnable changed, final Consumer<String> complaints, final LogService log) {
		eyes = thread(name + ": eyes");
		pen = thread(name + ": pen");
		this.owner = owner;
		this.changed = changed;
		this.complaints = complaints;
		this.log = log;
	}

	private static ExecutorService thread(final String name) {
		return Executors.newSingleThreadExecutor(work -> {
			final Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/** @param end runs on the owner's thread, whatever became of the work */
	void see(final Runnable work, final Runnable end) {
		run(eyes, work, end);
	}

	/** @param end runs on the owner's thread, whatever became of the work */
	void write(final Runnable work, final Runnable end) {
		run(pen, work, end);
	}

	private void run(final ExecutorService thread, final Runnable work, final Runnable end) {
		thread.execute(() -> {
			try {
				if (!closed) work.run();
			}
			catch (final CancellationException e) {
				complain(Texts.get("status.canceled"));
			}
			catch (final TrrgException e) {
				complain(e.getMessage());
			}
			catch (final RuntimeException | Error e) {
				log.error(e);
				complain(Texts.get("error.unexpected", e));
			}
			back(end);
		});
	}

	private void complain(final String complaint) {
		back(() -> complaints.accept(complaint));
	}

	/** Runs an action on the owner's thread. */
	void back(final Runnable action) {
		owner.execute(() -> {
			if (closed) return;
			action.run();
			changed.run();
		});
	}

	/** Work under way goes on unless it is canceled; nobody hears of it. */
	@Override
	public void close() {
		closed = true;
		eyes.shutdown();
		pen.shutdown();
	}
}
