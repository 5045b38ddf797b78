package io.github.trrg.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.TrrgException;

/** Where each study's line stands in a {@link LineFile}, so that lines can be left out or put in order without holding them in memory. */
final class LineIndex {

	/** What a line is about. */
	record Row(String id, boolean done) {}

	private record Span(long start, long length, boolean done) {}

	private final Path file;
	private final Map<String, Span> spans = new LinkedHashMap<>();
	private int lines;

	/** @param parser of a line; empty if the line is about no study */
	LineIndex(final Path file, final Function<String, Optional<Row>> parser) {
		this.file = file;
		final ByteArrayOutputStream line = new ByteArrayOutputStream();
		long start = 0;
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			for (int next = in.read(); next >= 0; next = in.read()) {
				line.write(next);
				if (next != '\n') continue;
				lines++;
				final Span span = new Span(start, line.size(), false);
				parser.apply(line.toString(StandardCharsets.UTF_8).strip()).ifPresent(row -> spans.put(row.id, new Span(span.start, span.length, row.done)));
				start += line.size();
				line.reset();
			}
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ".", e);
		}
	}

	Collection<String> ids() {
		return spans.keySet();
	}

	/** All lines, also those about no study. */
	int lines() {
		return lines;
	}

	boolean isDone(final String id) {
		return spans.containsKey(id) && spans.get(id).done;
	}

	/**
	 * Writes the file anew, with these lines in this order.
	 *
	 * @param begin bytes at the begin that stay
	 */
	void rewrite(final long begin, final Collection<String> ids) {
		AtomicFile.write(file, out -> {
			try (FileChannel in = FileChannel.open(file)) {
				copy(in, 0, begin, out);
				for (final String id : ids) {
					final Span span = spans.get(id);
					if (span != null) copy(in, span.start, span.length, out);
				}
			}
		});
	}

	private static void copy(final FileChannel in, final long start, final long length, final FileChannel out) throws IOException {
		for (long copied = 0; copied < length;) {
			final long count = in.transferTo(start + copied, length - copied, out);
			if (count <= 0) throw new IOException("The file became shorter");
			copied += count;
		}
	}
}
