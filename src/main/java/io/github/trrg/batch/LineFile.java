package io.github.trrg.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.TrrgException;

/** A text file that grows by whole lines. What a crash left of a line is cut off when the file is opened again. */
final class LineFile implements AutoCloseable {

	private static final int BLOCK = 1 << 16;

	private final Path file;
	private final FileChannel channel;

	/** @throws TrrgException if the file cannot be written */
	LineFile(final Path file) {
		this.file = file;
		try {
			channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
			channel.truncate(endOfLastLine());
			channel.position(channel.size());
		}
		catch (final IOException e) {
			throw failure(e);
		}
	}

	private long endOfLastLine() throws IOException {
		final ByteBuffer block = ByteBuffer.allocate(BLOCK);
		for (long end = channel.size(); end > 0;) {
			final long start = Math.max(0, end - BLOCK);
			block.clear().limit((int) (end - start));
			while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {
				// fills the block
			}
			for (int i = block.position() - 1; i >= 0; i--)
				if (block.get(i) == '\n') return start + i + 1;
			end = start;
		}
		return 0;
	}

	/**
	 * The line is on the disk when this returns.
	 *
	 * @param line without line breaks
	 * @throws TrrgException if it cannot be written whole; the file then ends as before
	 */
	void append(final String line) {
		final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
		try {
			final long before = channel.position();
			try {
				AtomicFile.writeFully(channel, bytes);
				channel.force(false);
			}
			catch (final IOException e) {
				channel.truncate(before);
				throw e;
			}
		}
		catch (final IOException e) {
			throw failure(e);
		}
	}

	private TrrgException failure(final IOException e) {
		return new TrrgException("Cannot write " + file + ": " + e.getMessage() +
			". What was written before is whole. Check the disk and its free space, then resume.", e);
	}

	@Override
	public void close() {
		try {
			channel.close();
		}
		catch (final IOException e) {
			throw failure(e);
		}
	}
}
