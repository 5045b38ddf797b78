package io.github.trrg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The public model stories260K as a folder that also has a tokenizer: a model of SentencePiece made of the list of pieces it is published with. */
public final class Stories {

	private Stories() {}

	/** @return the folder; the test is skipped where the shared data are absent */
	public static Path make(final Path folder) {
		final Path shared = SharedData.path("weights/stories260K");
		try {
			Files.createDirectories(folder);
			for (final String file : new String[] { "config.json", "model.safetensors" })
				Files.copy(shared.resolve(file), folder.resolve(file));
			Files.write(folder.resolve("tokenizer.model"), sentencePiece(Files.readAllBytes(shared.resolve("tok512.bin"))));
			return folder;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** As sentencepiece_model.proto has it: pieces (1) of text (1), score (2) and type (3), then the trainer's settings (2). */
	private static byte[] sentencePiece(final byte[] tokens) {
		final ByteBuffer source = ByteBuffer.wrap(tokens).order(ByteOrder.LITTLE_ENDIAN).position(4);
		final ByteArrayOutputStream model = new ByteArrayOutputStream();
		for (int id = 0; source.hasRemaining(); id++) {
			final float score = source.getFloat();
			final byte[] bytes = new byte[source.getInt()];
			source.get(bytes);
			final String text = new String(bytes, StandardCharsets.UTF_8);
			final String piece = id == 0 ? "<unk>" : id == 1 ? "<s>" : id == 2 ? "</s>" : text.replace(' ', '▁');
			final int type = id == 0 ? 2 : id < 3 ? 3 : piece.matches("<0x[0-9A-F]{2}>") ? 6 : 1;
			final ByteArrayOutputStream entry = new ByteArrayOutputStream();
			block(entry, 1, piece.getBytes(StandardCharsets.UTF_8));
			entry.write(2 << 3 | 5);
			entry.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(score).array());
			entry.writeBytes(new byte[] { 3 << 3, (byte) type });
			block(model, 1, entry.toByteArray());
		}
		block(model, 2, new byte[] { 3 << 3, 2, (byte) (35 << 3 & 0x7f | 0x80), 35 << 3 >> 7, 1 }); // BPE, byte_fallback
		block(model, 3, new byte[] { 4 << 3, 0 }); // spaces stay
		return model.toByteArray();
	}

	private static void block(final ByteArrayOutputStream target, final int field, final byte[] content) {
		target.write(field << 3 | 2);
		for (int rest = content.length; ; rest >>= 7) {
			target.write(rest < 0x80 ? rest : rest & 0x7f | 0x80);
			if (rest < 0x80) break;
		}
		target.writeBytes(content);
	}
}
