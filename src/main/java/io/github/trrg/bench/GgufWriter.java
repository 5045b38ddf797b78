package io.github.trrg.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.trrg.common.AtomicFile;

/** Writes GGUF files, version 3, as the specification in ggml's {@code docs/gguf.md} has them. Rows are asked for one by one while writing. */
final class GgufWriter {

	private static final int VERSION = 3, ALIGNMENT = 32, BUFFER = 1 << 20;
	private static final int UINT32 = 4, INT32 = 5, FLOAT32 = 6, STRING = 8, ARRAY = 9;

	/** Row {@code i} of a tensor. */
	interface Rows {

		float[] row(int i);
	}

	private record Tensor(String name, GgufType type, long[] shape, Rows rows) {

		int columns() {
			return (int) shape[shape.length - 1];
		}

		int height() {
			return shape.length == 1 ? 1 : (int) shape[0];
		}

		long bytes() {
			return type.bytes((long) columns() * height());
		}
	}

	private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
	private int entries;
	private final List<Tensor> tensors = new ArrayList<>();

	GgufWriter text(final String key, final String value) {
		key(key, STRING);
		string(metadata, value);
		return this;
	}

	GgufWriter count(final String key, final int value) {
		key(key, UINT32);
		metadata.writeBytes(little(4).putInt(value).array());
		return this;
	}

	GgufWriter number(final String key, final double value) {
		key(key, FLOAT32);
		metadata.writeBytes(little(4).putFloat((float) value).array());
		return this;
	}

	GgufWriter texts(final String key, final List<String> values) {
		array(key, STRING, values.size());
		values.forEach(value -> string(metadata, value));
		return this;
	}

	GgufWriter counts(final String key, final int... values) {
		array(key, INT32, values.length);
		for (final int value : values)
			metadata.writeBytes(little(4).putInt(value).array());
		return this;
	}

	GgufWriter numbers(final String key, final float... values) {
		array(key, FLOAT32, values.length);
		for (final float value : values)
			metadata.writeBytes(little(4).putFloat(value).array());
		return this;
	}

	/** @param shape (rows, columns) or (columns); columns are a multiple of the type's block */
	GgufWriter tensor(final String name, final GgufType type, final long[] shape, final Rows rows) {
		tensors.add(new Tensor(name, type, shape.clone(), rows));
		return this;
	}

	/** @throws io.github.trrg.common.TrrgException if the file cannot be written; nothing is left of it then */
	void write(final Path file) {
		AtomicFile.write(file, channel -> {
			AtomicFile.writeFully(channel, ByteBuffer.wrap(header()));
			for (final Tensor tensor : tensors)
				write(channel, tensor);
		});
	}

	private static void write(final FileChannel channel, final Tensor tensor) throws IOException {
		final int rowBytes = (int) tensor.type.bytes(tensor.columns());
		final ByteBuffer buffer = little(Math.max(BUFFER, rowBytes + ALIGNMENT));
		for (int row = 0; row < tensor.height(); row++) {
			if (buffer.remaining() < rowBytes) {
				AtomicFile.writeFully(channel, buffer.flip());
				buffer.clear();
			}
			tensor.type.put(tensor.rows.row(row), buffer);
		}
		AtomicFile.writeFully(channel, buffer.flip());
		AtomicFile.writeFully(channel, ByteBuffer.allocate((int) (aligned(tensor.bytes()) - tensor.bytes())));
	}

	private byte[] header() {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
		out.writeBytes(little(20).putInt(VERSION).putLong(tensors.size()).putLong(entries).array());
		out.writeBytes(metadata.toByteArray());
		long offset = 0;
		for (final Tensor tensor : tensors) {
			string(out, tensor.name);
			out.writeBytes(little(4).putInt(tensor.shape.length).array());
			for (int i = tensor.shape.length - 1; i >= 0; i--) // the fastest first
				out.writeBytes(little(8).putLong(tensor.shape[i]).array());
			out.writeBytes(little(12).putInt(tensor.type.code).putLong(offset).array());
			offset += aligned(tensor.bytes());
		}
		out.writeBytes(new byte[(int) (aligned(out.size()) - out.size())]);
		return out.toByteArray();
	}

	private void key(final String key, final int type) {
		entries++;
		string(metadata, key);
		metadata.writeBytes(little(4).putInt(type).array());
	}

	private void array(final String key, final int type, final int length) {
		key(key, ARRAY);
		metadata.writeBytes(little(12).putInt(type).putLong(length).array());
	}

	private static void string(final ByteArrayOutputStream out, final String text) {
		final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeBytes(little(8).putLong(bytes.length).array());
		out.writeBytes(bytes);
	}

	private static ByteBuffer little(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static long aligned(final long bytes) {
		return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	}
}
