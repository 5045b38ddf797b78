package io.github.trrg.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its target and moves it into place, so that a reader sees the old content or the new, never half. */
public final class AtomicFile {

	/** Writes the content of the new file. */
	@FunctionalInterface
	public interface Content {

		void writeTo(FileChannel channel) throws IOException;
	}

	private AtomicFile() {}

	/** @throws TrrgException if the file cannot be written; the old content is then untouched */
	public static void write(final Path target, final Content content) {
		final Path absolute = target.toAbsolutePath();
		final Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
		try {
			if (!Files.isDirectory(absolute.getParent())) Files.createDirectories(absolute.getParent()); // a link to a folder is fine
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
				StandardOpenOption.WRITE)) {
				content.writeTo(channel);
				channel.force(true);
			}
			move(temporary, absolute);
		}
		catch (final IOException | UncheckedIOException e) {
			throw new TrrgException("Cannot write " + target + ": " + e.getMessage() + ". Check that the folder exists, is writable and has free space.", e);
		}
		finally {
			delete(temporary);
		}
	}

	/** Writes UTF-8 text. */
	public static void writeText(final Path target, final String text) {
		writeBytes(target, text.getBytes(StandardCharsets.UTF_8));
	}

	public static void writeBytes(final Path target, final byte[] content) {
		write(target, channel -> Channels.newOutputStream(channel).write(content));
	}

	public static void copy(final Path source, final Path target) {
		write(target, channel -> Files.copy(source, Channels.newOutputStream(channel)));
	}

	/** Writes all that remains in the buffer. */
	public static void writeFully(final FileChannel channel, final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining())
			channel.write(bytes);
	}

	private static void delete(final Path temporary) {
		try {
			Files.deleteIfExists(temporary);
		}
		catch (final IOException e) {
			// Why the content was not written matters more.
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
