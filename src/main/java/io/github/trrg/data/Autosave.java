package io.github.trrg.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.trrg.common.TrrgException;

/** Writes drafts in the background soon after they change. What cannot be written is kept and tried again. */
public final class Autosave implements AutoCloseable {

	private static final long DELAY_MS = 300, RETRY_MS = 2000, PATIENCE_MS = 5000;

	private final Drafts drafts;
	private final Consumer<String> trouble;
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
		final Thread saver = new Thread(work, "TRRG annotate: autosave");
		saver.setDaemon(true);
		return saver;
	});
	/** By source, not written yet. */
	private final Map<String, Draft> pending = new LinkedHashMap<>();
	private boolean scheduled;
	private String told = "";

	/** @param trouble hears on another thread why drafts are not where they should be; an empty text when they are again */
	public Autosave(final Drafts drafts, final Consumer<String> trouble) {
		this.drafts = drafts;
		this.trouble = trouble;
	}

	public Drafts drafts() {
		return drafts;
	}

	/** Writes this draft within a third of a second, or a later one of the same study instead. */
	public synchronized void put(final Draft draft) {
		pending.put(draft.source(), draft);
		schedule(DELAY_MS);
	}

	private synchronized void schedule(final long delay) {
		if (scheduled || thread.isShutdown()) return;
		scheduled = true;
		thread.schedule(this::write, delay, TimeUnit.MILLISECONDS);
	}

	private void write() {
		final List<Draft> now;
		synchronized (this) {
			scheduled = false;
			now = List.copyOf(pending.values());
		}
		if (now.isEmpty()) return;
		try {
			boolean beside = true;
			for (final Draft draft : now) {
				beside &= drafts.write(draft);
				written(draft);
			}
			tell(beside ? "" : "Nothing can be written into " + drafts.dataset() + ". What you type is kept in " + drafts.own() + " meanwhile.");
		}
		catch (final TrrgException e) {
			tell(e.getMessage() + " What you typed is not saved yet.");
			schedule(RETRY_MS);
		}
	}

	/** On the autosave thread. */
	private void tell(final String text) {
		if (!text.equals(told)) trouble.accept(text);
		told = text;
	}

	/**
	 * @return the latest draft of that study, written or not; empty if there is none
	 * @throws TrrgException as {@link Drafts#read}
	 */
	public Optional<Draft> read(final String source) {
		synchronized (this) {
			if (pending.containsKey(source)) return Optional.of(pending.get(source));
		}
		return drafts.read(source);
	}

	private synchronized void written(final Draft draft) {
		if (pending.get(draft.source()) == draft) pending.remove(draft.source());
	}

	/** Writes what is pending now. @return whether everything is on the disk */
	public boolean flush() {
		try {
			if (!thread.isShutdown()) thread.submit(this::write).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final ExecutionException | TimeoutException e) {
			// What is pending says it.
		}
		return isSaved();
	}

	/** Whether everything is on the disk. */
	public synchronized boolean isSaved() {
		return pending.isEmpty();
	}

	/** Writes what is pending, and ends. */
	@Override
	public void close() {
		flush();
		thread.shutdown();
	}
}
