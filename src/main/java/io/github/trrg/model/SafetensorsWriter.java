package io.github.trrg.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.TrrgException;

/**
 * Writes a safetensors file. The same tensors and metadata give the same bytes, whatever the order of adding.
 * Numbers are asked for one tensor at a time while writing, so a network need not be held twice.
 */
public final class SafetensorsWriter {

	private static final int CHUNK = 1 << 18;
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	/** Puts {@code count} numbers, of which the first has index {@code at}, into a little-endian buffer. */
	@FunctionalInterface
	public interface Source {

		void put(long at, int count, ByteBuffer buffer);
	}

	/** @param unit numbers that are asked for in one piece */
	private record Tensor(String name, DType dtype, long[] shape, long count, int unit, Supplier<Source> source) {

		long bytes() {
			return count * dtype.size();
		}

		/** Numbers asked for at a time. */
		int chunk() {
			return (int) Math.min(count, Math.max(1, CHUNK / unit) * (long) unit);
		}
	}

	private final Map<String, Tensor> tensors = new TreeMap<>();
	private final Map<String, String> metadata = new TreeMap<>();

	public SafetensorsWriter metadata(final String key, final String value) {
		metadata.put(key, value);
		return this;
	}

	/** Adds a F32 tensor, row-major. */
	public SafetensorsWriter floats(final String name, final long[] shape, final float[] values) {
		return floats(name, DType.F32, shape, () -> values);
	}

	/** @param dtype F64, F32, F16 or BF16; values are rounded to it, ties to even */
	public SafetensorsWriter floats(final String name, final DType dtype, final long[] shape, final Supplier<float[]> values) {
		if (!dtype.isFloat()) throw new IllegalArgumentException(dtype + " is no floating-point type");
		return add(name, dtype, shape, () -> {
			final float[] source = values.get();
			check(name, shape, source.length);
			return (at, count, buffer) -> dtype.putFloats(source, (int) at, count, buffer);
		});
	}

	/** Adds a I64 tensor, row-major. */
	public SafetensorsWriter longs(final String name, final long[] shape, final long[] values) {
		check(name, shape, values.length);
		return add(name, DType.I64, shape, () -> (at, count, buffer) -> {
			for (int i = 0; i < count; i++)
				buffer.putLong(values[(int) at + i]);
		});
	}

	/** Adds a tensor of any type from its little-endian bytes. */
	public SafetensorsWriter bytes(final String name, final DType dtype, final long[] shape, final Supplier<ByteBuffer> bytes) {
		return add(name, dtype, shape, () -> {
			final ByteBuffer source = bytes.get();
			check(name, shape, source.remaining() / dtype.size());
			return (at, count, buffer) -> buffer.put(source.slice(source.position() + (int) at * dtype.size(), count * dtype.size()));
		});
	}

	/**
	 * Adds a tensor of any size, which is asked for piece by piece, from the first number to the last.
	 *
	 * @param unit numbers a piece is a multiple of, such as those of a row
	 */
	public SafetensorsWriter pieces(final String name, final DType dtype, final long[] shape, final int unit, final Source source) {
		return add(name, dtype, shape, unit, () -> source);
	}

	/** @throws TrrgException if the file cannot be written; an older file of this name is then untouched */
	public void write(final Path file) {
		// Wider types first: every tensor is then aligned to its own type, as readers that map the file like it.
		final List<Tensor> ordered = tensors.values().stream().sorted(Comparator.comparing(tensor -> -tensor.dtype().size())).toList();
		AtomicFile.write(file, channel -> {
			AtomicFile.writeFully(channel, header(ordered));
			final int bytes = ordered.stream().mapToInt(tensor -> tensor.chunk() * tensor.dtype().size()).max().orElse(0);
			final ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
			for (final Tensor tensor : ordered) {
				final Source source = tensor.source().get();
				for (long at = 0; at < tensor.count(); at += tensor.chunk()) {
					source.put(at, (int) Math.min(tensor.chunk(), tensor.count() - at), buffer.clear());
					AtomicFile.writeFully(channel, buffer.flip());
				}
			}
		});
	}

	private ByteBuffer header(final List<Tensor> ordered) {
		final JsonObject header = new JsonObject();
		if (!metadata.isEmpty()) header.add("__metadata__", GSON.toJsonTree(metadata));
		long offset = 0;
		for (final Tensor tensor : ordered) {
			final JsonObject entry = new JsonObject();
			entry.addProperty("dtype", tensor.dtype().name());
			entry.add("shape", GSON.toJsonTree(tensor.shape()));
			entry.add("data_offsets", GSON.toJsonTree(new long[] { offset, offset += tensor.bytes() }));
			header.add(tensor.name(), entry);
		}
		final byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
		final int padded = (json.length + 7) / 8 * 8;
		final byte[] spaced = Arrays.copyOf(json, padded);
		Arrays.fill(spaced, json.length, padded, (byte) ' ');
		return ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(spaced).flip();
	}

	private SafetensorsWriter add(final String name, final DType dtype, final long[] shape, final Supplier<Source> source) {
		count(shape);
		return add(name, dtype, shape, 1, source);
	}

	private SafetensorsWriter add(final String name, final DType dtype, final long[] shape, final int unit, final Supplier<Source> source) {
		final Tensor tensor = new Tensor(name, dtype, shape.clone(), Arrays.stream(shape).reduce(1, Math::multiplyExact), unit, source);
		if (name.equals("__metadata__") || tensors.put(name, tensor) != null) throw new IllegalArgumentException("Two tensors of the name " + name);
		return this;
	}

	private static int count(final long[] shape) {
		return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
	}

	private static void check(final String name, final long[] shape, final int count) {
		if (count != count(shape)) throw new IllegalArgumentException(name + " has " + count + " values for the shape " + Arrays.toString(shape));
	}
}
