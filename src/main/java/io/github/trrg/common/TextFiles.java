package io.github.trrg.common;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text in UTF-8, as spreadsheets write it too: with a byte order mark or without. What is not UTF-8 is refused while it is read. */
public final class TextFiles {

	private static final int BYTE_ORDER_MARK = 0xFEFF;

	private TextFiles() {}

	public static BufferedReader reader(final Path file) throws IOException {
		return reader(Files.newInputStream(file));
	}

	/** @param bytes closed with the reader */
	public static BufferedReader reader(final InputStream bytes) throws IOException {
		final BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
		reader.mark(1);
		if (reader.read() != BYTE_ORDER_MARK) reader.reset();
		return reader;
	}
}
