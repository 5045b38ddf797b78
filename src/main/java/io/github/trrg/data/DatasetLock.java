package io.github.trrg.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import io.github.trrg.common.TrrgException;

/** Who holds it may write into a data set: one window of one process at a time. The system takes it from a process that dies. */
final class DatasetLock implements AutoCloseable {

	private static final String FILE = ".lock";
	private static final long PATIENCE_SECONDS = 60, PAUSE_MILLIS = 20;

	private final FileChannel channel;

	private DatasetLock(final FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Waits until nobody else writes.
	 *
	 * @param folder is created where there is none
	 * @throws TrrgException if the folder cannot be written, or another holds the lock for a minute
	 */
	static DatasetLock of(final Path folder) {
		try {
			Files.createDirectories(folder);
			final FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			try {
				await(channel, folder);
				return new DatasetLock(channel);
			}
			catch (final IOException | RuntimeException e) {
				channel.close();
				throw e;
			}
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot write into the data set " + folder + ": " + e + ". Check that its drive is there, writable and can lock files.", e);
		}
	}

	private static void await(final FileChannel channel, final Path folder) throws IOException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (tryLock(channel) == null) {
			if (System.nanoTime() > end) throw new TrrgException("The data set " + folder +
				" is being written by another program since a minute. Try again when it is done.");
			try {
				Thread.sleep(PAUSE_MILLIS);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new TrrgException("Nothing was added to " + folder + ": waiting for another program was interrupted. Try again.", e);
			}
		}
	}

	private static FileLock tryLock(final FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (final OverlappingFileLockException e) {
			return null; // another thread of this process holds it
		}
	}

	@Override
	public void close() {
		try {
			channel.close();
		}
		catch (final IOException e) {
			// The lock ends with the process at the latest.
		}
	}
}
