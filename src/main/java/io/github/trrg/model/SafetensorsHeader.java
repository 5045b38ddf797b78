package io.github.trrg.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import io.github.trrg.common.TrrgException;

/**
 * The JSON head of a safetensors file, checked as the format demands: every tensor's type is known, its
 * bytes fit its shape, and the tensors cover the data without overlap or hole.
 *
 * @param metadata free text by key
 * @param tensors by name, in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, TensorInfo> tensors) {

	/** As in the reference implementation of the format. */
	static final int MAXIMUM_BYTES = 100_000_000;
	private static final int MAXIMUM_DIMENSIONS = 64;

	/**
	 * @param json the header's bytes
	 * @param fileSize length of the whole file
	 * @param file for messages
	 * @throws TrrgException if anything about the header is wrong
	 */
	static SafetensorsHeader parse(final byte[] json, final long fileSize, final Path file) {
		final Parser parser = new Parser(file, 8L + json.length, fileSize);
		try {
			return parser.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
		}
		catch (final CharacterCodingException e) {
			throw parser.damaged("the header is not UTF-8 text");
		}
		catch (final IOException | IllegalStateException | NumberFormatException e) {
			throw parser.damaged("the header is not the JSON it should be (" + e.getMessage() + ")");
		}
	}

	static TrrgException damaged(final Path file, final String what) {
		return new TrrgException("Cannot read the weights " + file + ": " + what + ". The file is damaged or incomplete; copy or download it again.");
	}

	private record Parser(Path file, long dataStart, long fileSize) {

		SafetensorsHeader parse(final String text) throws IOException {
			if (!text.startsWith("{")) throw damaged("the header does not begin with '{'");
			final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
			Map<String, String> metadata = null;
			final JsonReader reader = new JsonReader(new StringReader(text));
			reader.beginObject();
			while (reader.hasNext()) {
				final String name = reader.nextName();
				if (name.equals("__metadata__")) {
					if (metadata != null) throw damaged("the header has two __metadata__ entries");
					metadata = metadata(reader);
				}
				else if (tensors.put(name, tensor(name, reader)) != null) throw damaged("tensor '" + name + "' is listed twice");
			}
			reader.endObject();
			if (reader.peek() != JsonToken.END_DOCUMENT) throw damaged("something follows the header's JSON object");
			return new SafetensorsHeader(metadata == null ? Map.of() : Collections.unmodifiableMap(metadata), inDataOrder(tensors));
		}

		private Map<String, String> metadata(final JsonReader reader) throws IOException {
			final Map<String, String> metadata = new LinkedHashMap<>();
			reader.beginObject();
			while (reader.hasNext()) {
				final String key = reader.nextName();
				if (reader.peek() != JsonToken.STRING) throw damaged("metadata '" + key + "' is not text");
				if (metadata.put(key, reader.nextString()) != null) throw damaged("metadata '" + key + "' is listed twice");
			}
			reader.endObject();
			return metadata;
		}

		private TensorInfo tensor(final String name, final JsonReader reader) throws IOException {
			DType dtype = null;
			long[] shape = null;
			long[] offsets = null;
			reader.beginObject();
			while (reader.hasNext())
				switch (reader.nextName()) {
					case "dtype" -> dtype = dtype(name, reader.nextString());
					case "shape" -> shape = longs(name, "shape", reader);
					case "data_offsets" -> offsets = longs(name, "data_offsets", reader);
					default -> reader.skipValue();
				}
			reader.endObject();
			if (dtype == null || shape == null || offsets == null) throw damaged("tensor '" + name + "' lacks dtype, shape or data_offsets");
			if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > fileSize - dataStart) throw damaged("tensor '" + name + "' has data_offsets " +
				Arrays.toString(offsets) + " outside the " + (fileSize - dataStart) + " bytes of data");
			final long bytes = offsets[1] - offsets[0];
			if (bytes != bytes(name, dtype, shape)) throw damaged("tensor '" + name + "' of " + dtype + Arrays.toString(shape) + " cannot have " + bytes + " bytes");
			return new TensorInfo(dtype, shape, dataStart + offsets[0], bytes);
		}

		private DType dtype(final String name, final String text) {
			for (final DType dtype : DType.values())
				if (dtype.name().equals(text)) return dtype;
			throw new TrrgException("Cannot read the weights " + file + ": tensor '" + name + "' has the type '" + text + "'; known are " +
				Arrays.toString(DType.values()) + ". Convert the file to one of these.");
		}

		private long[] longs(final String name, final String field, final JsonReader reader) throws IOException {
			final List<Long> values = new ArrayList<>();
			reader.beginArray();
			while (reader.hasNext()) {
				if (values.size() == MAXIMUM_DIMENSIONS) throw damaged("tensor '" + name + "' has a " + field + " of more than " + MAXIMUM_DIMENSIONS + " numbers");
				values.add(reader.nextLong());
				if (values.get(values.size() - 1) < 0) throw damaged("tensor '" + name + "' has a negative number in " + field);
			}
			reader.endArray();
			return values.stream().mapToLong(Long::longValue).toArray();
		}

		private long bytes(final String name, final DType dtype, final long[] shape) {
			try {
				long bytes = dtype.size();
				for (final long length : shape)
					bytes = Math.multiplyExact(bytes, length);
				return bytes;
			}
			catch (final ArithmeticException e) {
				throw damaged("tensor '" + name + "' has the impossible shape " + Arrays.toString(shape));
			}
		}

		private Map<String, TensorInfo> inDataOrder(final Map<String, TensorInfo> tensors) {
			final List<Map.Entry<String, TensorInfo>> entries = new ArrayList<>(tensors.entrySet());
			// Empty tensors come before the one that shares their start.
			entries.sort(Map.Entry.comparingByValue(Comparator.comparingLong(TensorInfo::position).thenComparingLong(TensorInfo::bytes)));
			final Map<String, TensorInfo> ordered = new LinkedHashMap<>();
			long end = dataStart;
			for (final Map.Entry<String, TensorInfo> entry : entries) {
				final TensorInfo tensor = entry.getValue();
				if (tensor.position() < end) throw damaged("tensor '" + entry.getKey() + "' overlaps the one before it");
				if (tensor.position() > end) throw damaged("a hole lies before tensor '" + entry.getKey() + "'");
				end += tensor.bytes();
				ordered.put(entry.getKey(), tensor);
			}
			if (end != fileSize) throw damaged("the header describes " + end + " bytes but the file has " + fileSize);
			return Collections.unmodifiableMap(ordered);
		}

		TrrgException damaged(final String what) {
			return SafetensorsHeader.damaged(file, what);
		}
	}
}
