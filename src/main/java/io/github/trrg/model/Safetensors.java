package io.github.trrg.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.trrg.common.TrrgException;

/**
 * One safetensors file: eight bytes of header length, a JSON header, the numbers. The header is checked
 * completely before use; numbers are read or mapped tensor by tensor, so files may be of any size.
 */
public final class Safetensors implements Weights {

	private static final int CHUNK = 1 << 20;

	private final Path file;
	private final FileChannel channel;
	private final SafetensorsHeader header;

	private Safetensors(final Path file, final FileChannel channel, final SafetensorsHeader header) {
		this.file = file;
		this.channel = channel;
		this.header = header;
	}

	/** @throws TrrgException if the file is missing, unreadable or damaged */
	public static Safetensors open(final Path file) {
		if (!Files.isRegularFile(file)) throw new TrrgException("Cannot read the weights " + file + ": there is no such file. Check the path.");
		try {
			final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
			try {
				return new Safetensors(file, channel, header(file, channel));
			}
			catch (final IOException | RuntimeException e) {
				channel.close();
				throw e;
			}
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	private static SafetensorsHeader header(final Path file, final FileChannel channel) throws IOException {
		final long size = channel.size();
		if (size < 8) throw SafetensorsHeader.damaged(file, "it has only " + size + " bytes");
		final ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		read(file, channel, prefix, 0);
		final long length = prefix.getLong();
		if (length < 0 || length > size - 8) throw SafetensorsHeader.damaged(file, "its header is said to be longer than the file");
		if (length > SafetensorsHeader.MAXIMUM_BYTES) throw SafetensorsHeader.damaged(file, "its header is said to have " + length + " bytes, more than allowed");
		final ByteBuffer json = ByteBuffer.allocate((int) length);
		read(file, channel, json, 8);
		return SafetensorsHeader.parse(json.array(), size, file);
	}

	@Override
	public Set<String> names() {
		return header.tensors().keySet();
	}

	@Override
	public Map<String, String> metadata() {
		return header.metadata();
	}

	@Override
	public DType dtype(final String name) {
		return tensor(name).dtype();
	}

	@Override
	public long[] shape(final String name) {
		return tensor(name).shape().clone();
	}

	@Override
	public float[] floats(final String name) {
		return floats(name, 0, count(name, tensor(name)));
	}

	@Override
	public float[] floats(final String name, final long from, final int count) {
		final TensorInfo tensor = tensor(name);
		if (!tensor.dtype().isFloat()) throw wrongType(name, tensor, "floating-point");
		Objects.checkFromIndexSize(from, count, tensor.count());
		final float[] values = new float[count];
		read(tensor, from, count, (buffer, at, n) -> tensor.dtype().getFloats(buffer, values, at, n));
		return values;
	}

	@Override
	public long[] longs(final String name) {
		final TensorInfo tensor = tensor(name);
		if (tensor.dtype().isFloat()) throw wrongType(name, tensor, "whole");
		final long[] values = new long[count(name, tensor)];
		read(tensor, 0, values.length, (buffer, at, count) -> tensor.dtype().getLongs(buffer, values, at, count));
		return values;
	}

	@Override
	public ByteBuffer bytes(final String name) {
		final TensorInfo tensor = tensor(name);
		if (tensor.bytes() > Integer.MAX_VALUE) throw tooLarge(name);
		return bytes(name, 0, (int) tensor.bytes());
	}

	@Override
	public ByteBuffer bytes(final String name, final long from, final int count) {
		final TensorInfo tensor = tensor(name);
		Objects.checkFromIndexSize(from, count, tensor.bytes());
		try {
			return channel.map(FileChannel.MapMode.READ_ONLY, tensor.position() + from, count).order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	@Override
	public Path file(final String name) {
		tensor(name);
		return file;
	}

	@Override
	public long position(final String name) {
		return tensor(name).position();
	}

	@Override
	public void close() {
		try {
			channel.close();
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	/** Takes {@code count} numbers from a buffer; {@code at} is the index of the first. */
	private interface Sink {

		void accept(ByteBuffer buffer, int at, int count);
	}

	/** Reads rather than maps: a copy needs no mapping that outlives it, and a file cut off meanwhile is an error, not a crash. */
	private void read(final TensorInfo tensor, final long from, final int total, final Sink sink) {
		final int size = tensor.dtype().size();
		final ByteBuffer chunk = ByteBuffer.allocateDirect(Math.min(CHUNK, total) * size).order(ByteOrder.LITTLE_ENDIAN);
		try {
			for (int at = 0; at < total; at += CHUNK) {
				final int count = Math.min(CHUNK, total - at);
				read(file, channel, chunk.clear().limit(count * size), tensor.position() + (from + at) * size);
				sink.accept(chunk, at, count);
			}
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	private static void read(final Path file, final FileChannel channel, final ByteBuffer target, final long position) throws IOException {
		while (target.hasRemaining())
			if (channel.read(target, position + target.position()) < 0) throw SafetensorsHeader.damaged(file, "it became shorter while it was read");
		target.flip();
	}

	private TensorInfo tensor(final String name) {
		final TensorInfo tensor = header.tensors().get(name);
		if (tensor == null) throw new TrrgException("The weights " + file + " have no tensor '" + name + "'. Do weights and config.json belong together?");
		return tensor;
	}

	private int count(final String name, final TensorInfo tensor) {
		if (tensor.count() > Integer.MAX_VALUE - 8) throw tooLarge(name);
		return (int) tensor.count();
	}

	private TrrgException tooLarge(final String name) {
		return new TrrgException("Tensor '" + name + "' of " + file + " is larger than Java can hold in one piece. Use a smaller model.");
	}

	private TrrgException wrongType(final String name, final TensorInfo tensor, final String expected) {
		return new TrrgException("Tensor '" + name + "' of " + file + " holds " + tensor.dtype() + ", expected " + expected +
			" numbers. Do weights and config.json belong together?");
	}

	private static TrrgException unreadable(final Path file, final IOException e) {
		return new TrrgException("Cannot read the weights " + file + ": " + e.getMessage() + ". Check that the file is there and readable.", e);
	}
}
