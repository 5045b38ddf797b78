package io.github.trrg.ui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.scijava.log.LogService;

import io.github.trrg.common.TrrgException;

/**
 * Threads for what takes long, and the way back. Nothing thrown there reaches the user raw: it becomes a message. After closing, what
 * still comes back is dropped.
 */
final class Workers implements AutoCloseable {

	/** A slice is seen while the report of another is being written and that of a third is saved. */
	private final ExecutorService eyes;
	private final ExecutorService pen;
	private final ExecutorService shelf;
	private final Executor owner;
	private final Runnable changed;
	private final Consumer<String> complaints;
	private final LogService log;
	private volatile boolean closed;

	/**
	 * @param name begins the names of the threads
	 * @param owner runs actions on the owner's thread
	 * @param changed called there after each of them
	 * @param complaints hears there, in words for the user, why work failed
	 */
	Workers(final String name, final Executor owner, final Runnable changed, final Consumer<String> complaints, final LogService log) {
		eyes = thread(name + ": eyes");
		pen = thread(name + ": pen");
		shelf = thread(name + ": shelf");
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

	/** Perceives. What has not begun when this is closed is left out. */
	void see(final Runnable work) {
		see(work, () -> {});
	}

	/** Perceives. @param end runs on the owner's thread, whatever became of the work */
	void see(final Runnable work, final Runnable end) {
		run(eyes, unlessClosed(work), complaint -> end.run());
	}

	/**
	 * Writes a text. What has not begun when this is closed is left out.
	 *
	 * @param end runs on the owner's thread, whatever became of the work, and hears why it failed; an empty text if it did not
	 */
	void write(final Runnable work, final Consumer<String> end) {
		run(pen, unlessClosed(work), end);
	}

	/** Saves, also after this is closed. @param end runs on the owner's thread, whatever became of the work */
	void keep(final Runnable work, final Runnable end) {
		run(shelf, work, complaint -> end.run());
	}

	private Runnable unlessClosed(final Runnable work) {
		return () -> {
			if (!closed) work.run();
		};
	}

	private void run(final ExecutorService thread, final Runnable work, final Consumer<String> end) {
		thread.execute(() -> {
			final String complaint = complaint(work);
			back(() -> {
				if (!complaint.isEmpty()) complaints.accept(complaint);
				end.accept(complaint);
			});
		});
	}

	/** Does the work; returns why it failed, in words for the user, or an empty text. */
	private String complaint(final Runnable work) {
		try {
			work.run();
			return "";
		}
		catch (final CancellationException e) {
			return Texts.get("status.canceled");
		}
		catch (final TrrgException e) {
			return e.getMessage();
		}
		catch (final RuntimeException | Error e) {
			log.error(e);
			return Texts.get("error.unexpected", e);
		}
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
		shelf.shutdown();
	}
}
