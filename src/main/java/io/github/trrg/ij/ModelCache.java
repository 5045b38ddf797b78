package io.github.trrg.ij;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.trrg.Trrg;
import io.github.trrg.common.TrrgException;

/**
 * Opens each model once and keeps the one used last, so that the next call need not load it again. A model that is not the last one
 * is freed as soon as nobody uses it. Safe for concurrent use; several callers may share one model.
 */
public final class ModelCache implements AutoCloseable {

	/** A model in use. Closing it gives it back. */
	public final class Lease implements AutoCloseable {

		private final Key key;
		private final Entry entry;
		private boolean returned;

		private Lease(final Key key, final Entry entry) {
			this.key = key;
			this.entry = entry;
		}

		/** Equal for the same files on the same device: what one of them perceived, the other can go on with. */
		public Object key() {
			return key;
		}

		public Trrg trrg() {
			return entry.trrg;
		}

		@Override
		public void close() {
			synchronized (ModelCache.this) {
				if (returned) return;
				returned = true;
				entry.users--;
				freeIdle();
			}
		}
	}

	/** @param changed time of the latest change of its files: a model trained further is another one */
	private record Key(Path folder, String device, long changed) {}

	private static final class Entry {

		private Trrg trrg;
		private int users;
	}

	private final BiFunction<Path, String, Trrg> opener;
	private final Map<Key, Entry> entries = new HashMap<>();
	private Key last;

	public ModelCache() {
		this(Trrg::open);
	}

	/** @param opener opens a folder on a device */
	ModelCache(final BiFunction<Path, String, Trrg> opener) {
		this.opener = opener;
	}

	/**
	 * @param device as {@link Trrg#open} knows it
	 * @throws TrrgException if the model cannot be opened; the cache is then as if it had not been asked for
	 */
	public Lease lease(final Path folder, final String device) {
		final Key key = new Key(folder.toAbsolutePath().normalize(), device, lastChange(folder));
		final Entry entry;
		synchronized (this) {
			entry = entries.computeIfAbsent(key, absent -> new Entry());
			entry.users++;
			last = key;
			// Before the new one is loaded: two large models may not fit side by side.
			freeIdle();
		}
		final Lease lease = new Lease(key, entry);
		try {
			// Not under the cache's lock: others go on while this one loads.
			synchronized (entry) {
				if (entry.trrg == null) entry.trrg = opener.apply(folder, device);
			}
			return lease;
		}
		catch (final RuntimeException | Error e) {
			lease.close();
			throw e;
		}
	}

	/** Frees the models that nobody uses now, and each other one as soon as it is given back. */
	@Override
	public synchronized void close() {
		last = null;
		freeIdle();
	}

	private void freeIdle() {
		entries.entrySet().removeIf(item -> {
			final Entry entry = item.getValue();
			if (entry.users > 0 || entry.trrg != null && item.getKey().equals(last)) return false;
			if (entry.trrg != null) entry.trrg.close();
			return true;
		});
	}

	private static long lastChange(final Path folder) {
		if (!Files.isDirectory(folder)) return 0; // the opener will say so
		try (Stream<Path> files = Files.list(folder)) {
			return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read the model folder " + folder + ": " + e.getMessage() + ". Check that it is readable.", e);
		}
	}
}
