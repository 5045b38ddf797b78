package io.github.trrg.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The decoding half of llama2.c's tokenizer, for its golden texts. */
final class Llama2cTokenizer {

	private static final int BEGIN = 1;

	private final String[] pieces;

	private Llama2cTokenizer(final String[] pieces) {
		this.pieces = pieces;
	}

	/** File: longest piece (int32), then for each piece its score (float32), length (int32) and UTF-8 bytes. */
	static Llama2cTokenizer read(final Path file, final int vocabulary) throws IOException {
		final ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		data.getInt();
		final String[] pieces = new String[vocabulary];
		for (int i = 0; i < vocabulary; i++) {
			data.getFloat();
			final byte[] piece = new byte[data.getInt()];
			data.get(piece);
			pieces[i] = new String(piece, StandardCharsets.UTF_8);
		}
		return new Llama2cTokenizer(pieces);
	}

	/** A text that followed the begin token, whose first space is not printed. */
	String decode(final int[] tokens) {
		final ByteArrayOutputStream text = new ByteArrayOutputStream();
		int previous = BEGIN;
		for (final int token : tokens) {
			final String piece = previous == BEGIN && pieces[token].startsWith(" ") ? pieces[token].substring(1) : pieces[token];
			if (piece.matches("<0x[0-9A-F]{2}>")) text.write(Integer.parseInt(piece.substring(3, 5), 16));
			else text.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
			previous = token;
		}
		return text.toString(StandardCharsets.UTF_8);
	}
}
