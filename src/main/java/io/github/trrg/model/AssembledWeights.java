package io.github.trrg.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.trrg.common.TrrgException;

/** Tensors of several weights under new names, and new ones in memory. Those they come from must stay open. */
final class AssembledWeights implements Weights {

	/** @param name in its weights */
	private record Origin(Weights weights, String name) {}

	private final Map<String, Origin> origins = new LinkedHashMap<>();

	void put(final String name, final Weights weights, final String original) {
		origins.put(name, new Origin(weights, original));
	}

	/** Adds a new tensor of 32-bit numbers. */
	void put(final String name, final long[] shape, final float[] values) {
		put(name, new Memory(shape, values), name);
	}

	private Origin origin(final String name) {
		final Origin origin = origins.get(name);
		if (origin == null) throw new TrrgException("There is no tensor '" + name + "' to copy.");
		return origin;
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(origins.keySet());
	}

	/** What the weights say of themselves holds for those files only. */
	@Override
	public Map<String, String> metadata() {
		return Map.of("format", "pt");
	}

	@Override
	public DType dtype(final String name) {
		return origin(name).weights.dtype(origin(name).name);
	}

	@Override
	public long[] shape(final String name) {
		return origin(name).weights.shape(origin(name).name);
	}

	@Override
	public float[] floats(final String name) {
		return origin(name).weights.floats(origin(name).name);
	}

	@Override
	public float[] floats(final String name, final long from, final int count) {
		return origin(name).weights.floats(origin(name).name, from, count);
	}

	@Override
	public long[] longs(final String name) {
		return origin(name).weights.longs(origin(name).name);
	}

	@Override
	public ByteBuffer bytes(final String name) {
		return origin(name).weights.bytes(origin(name).name);
	}

	@Override
	public ByteBuffer bytes(final String name, final long from, final int count) {
		return origin(name).weights.bytes(origin(name).name, from, count);
	}

	@Override
	public Path file(final String name) {
		return origin(name).weights.file(origin(name).name);
	}

	@Override
	public long position(final String name) {
		return origin(name).weights.position(origin(name).name);
	}

	/** Closes nothing: whoever opened the weights closes them. */
	@Override
	public void close() {}

	/** One tensor that no file has. */
	private record Memory(long[] dimensions, float[] values) implements Weights {

		@Override
		public Set<String> names() {
			return Set.of();
		}

		@Override
		public Map<String, String> metadata() {
			return Map.of();
		}

		@Override
		public DType dtype(final String name) {
			return DType.F32;
		}

		@Override
		public long[] shape(final String name) {
			return dimensions.clone();
		}

		@Override
		public float[] floats(final String name) {
			return values.clone();
		}

		@Override
		public float[] floats(final String name, final long from, final int count) {
			return Arrays.copyOfRange(values, (int) from, (int) from + count);
		}

		@Override
		public long[] longs(final String name) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ByteBuffer bytes(final String name) {
			return bytes(name, 0, 4 * values.length);
		}

		@Override
		public ByteBuffer bytes(final String name, final long from, final int count) {
			final ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
			bytes.asFloatBuffer().put(values, (int) from / 4, count / 4);
			return bytes;
		}

		@Override
		public Path file(final String name) {
			throw new UnsupportedOperationException();
		}

		@Override
		public long position(final String name) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {}
	}
}
