package io.github.trrg.common;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other runs out of an output folder while one writes into it. A crash frees it; a folder that it made and that stayed empty goes with it. */
public final class FolderLock implements AutoCloseable {

	/** Hidden; may be left over from a crash. */
	public static final String FILE = ".running";

	private final Path folder;
	private final boolean made;
	private final Path file;
	private final FileChannel channel;

	/**
	 * Makes the folder if need be.
	 *
	 * @throws TrrgException if another run writes into it, or nothing can
	 */
	public FolderLock(final Path folder) {
		this.folder = folder;
		made = !Files.isDirectory(folder); // a link to a folder is one
		file = folder.resolve(FILE);
		try {
			if (made) Files.createDirectories(folder);
			channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot write into " + folder + ": " + e.getMessage() + ". Choose another folder for the outputs.", e);
		}
		if (isLockedByOther()) {
			end();
			throw new TrrgException("Another run writes into " + folder + " now. Wait until it ends, or choose another folder for the outputs.");
		}
	}

	private boolean isLockedByOther() {
		try {
			return channel.tryLock() == null;
		}
		catch (final OverlappingFileLockException e) {
			return true; // in this Java
		}
		catch (final IOException e) {
			return false; // a file system without locks
		}
	}

	private void end() {
		try {
			channel.close();
		}
		catch (final IOException e) {
			// Nothing was written into it.
		}
	}

	@Override
	public void close() {
		try {
			Files.deleteIfExists(file);
			if (made) Files.delete(folder);
		}
		catch (final IOException e) {
			// The folder holds something, or the file stays and does no harm.
		}
		end();
	}
}
