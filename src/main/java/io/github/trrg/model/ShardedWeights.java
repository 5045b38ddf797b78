package io.github.trrg.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import io.github.trrg.common.TrrgException;

/** Weights in several safetensors files of one folder, told apart by {@code model.safetensors.index.json}. */
final class ShardedWeights implements Weights {

	/** A plain file name: a shard never lies outside the model folder. */
	private static final Pattern SHARD_NAME = Pattern.compile("[^/\\\\:\\x00]+\\.safetensors");

	private final Path index;
	private final Map<String, Safetensors> shards = new LinkedHashMap<>();
	private final Map<String, Safetensors> shardOf = new LinkedHashMap<>();
	private final Map<String, String> metadata = new LinkedHashMap<>();

	private ShardedWeights(final Path index) {
		this.index = index;
	}

	static ShardedWeights open(final Path index) {
		final ShardedWeights weights = new ShardedWeights(index);
		try {
			weights.openShards(weights.weightMap());
			return weights;
		}
		catch (final RuntimeException e) {
			weights.close();
			throw e;
		}
	}

	/** Deletes the shards of a folder, if it has any. What cannot be deleted stays; nobody reads it beside a {@link Weights#SINGLE}. */
	static void delete(final Path folder) {
		final Path index = folder.resolve(INDEX);
		if (!Files.exists(index)) return;
		try {
			final Set<String> files = Set.copyOf(new ShardedWeights(index).weightMap().values());
			Files.delete(index);
			for (final String file : files)
				if (!file.equals(SINGLE)) Files.deleteIfExists(folder.resolve(file));
		}
		catch (final IOException | TrrgException e) {
			// It only takes room.
		}
	}

	private Map<String, String> weightMap() {
		final Map<String, String> map = new LinkedHashMap<>();
		try (JsonReader reader = new JsonReader(new StringReader(Files.readString(index)))) {
			reader.beginObject();
			while (reader.hasNext()) {
				if (reader.nextName().equals("weight_map")) readInto(map, reader);
				else reader.skipValue();
			}
			reader.endObject();
			if (reader.peek() != JsonToken.END_DOCUMENT) throw wrong("something follows its JSON object");
		}
		catch (final IOException | IllegalStateException | NumberFormatException e) {
			throw wrong("it is not the JSON it should be (" + e.getMessage() + ")");
		}
		if (map.isEmpty()) throw wrong("its weight_map is missing or empty");
		return map;
	}

	private void readInto(final Map<String, String> map, final JsonReader reader) throws IOException {
		reader.beginObject();
		while (reader.hasNext()) {
			final String tensor = reader.nextName();
			final String shard = reader.nextString();
			if (!SHARD_NAME.matcher(shard).matches()) throw wrong("'" + shard + "' is not the name of a safetensors file in the same folder");
			if (map.put(tensor, shard) != null) throw wrong("tensor '" + tensor + "' is listed twice");
		}
		reader.endObject();
	}

	private void openShards(final Map<String, String> weightMap) {
		for (final Map.Entry<String, String> entry : weightMap.entrySet()) {
			final Safetensors shard = shards.computeIfAbsent(entry.getValue(), this::openShard);
			if (!shard.names().contains(entry.getKey())) throw wrong("tensor '" + entry.getKey() + "' is not in " + entry.getValue());
			shardOf.put(entry.getKey(), shard);
		}
		shards.forEach((file, shard) -> {
			for (final String tensor : shard.names())
				if (!file.equals(weightMap.getOrDefault(tensor, file))) throw wrong("tensor '" + tensor + "' is in " + weightMap.get(tensor) + " and in " + file);
			metadata.putAll(shard.metadata());
		});
	}

	private Safetensors openShard(final String name) {
		return Safetensors.open(index.resolveSibling(name));
	}

	private TrrgException wrong(final String what) {
		return new TrrgException("Cannot read the weights' index " + index + ": " + what + ". Copy or download the model folder again.");
	}

	private Safetensors shard(final String tensor) {
		final Safetensors shard = shardOf.get(tensor);
		if (shard == null) throw new TrrgException("The weights " + index + " have no tensor '" + tensor + "'. Do weights and config.json belong together?");
		return shard;
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(shardOf.keySet());
	}

	@Override
	public Map<String, String> metadata() {
		return Collections.unmodifiableMap(metadata);
	}

	@Override
	public DType dtype(final String name) {
		return shard(name).dtype(name);
	}

	@Override
	public long[] shape(final String name) {
		return shard(name).shape(name);
	}

	@Override
	public float[] floats(final String name) {
		return shard(name).floats(name);
	}

	@Override
	public float[] floats(final String name, final long from, final int count) {
		return shard(name).floats(name, from, count);
	}

	@Override
	public long[] longs(final String name) {
		return shard(name).longs(name);
	}

	@Override
	public ByteBuffer bytes(final String name) {
		return shard(name).bytes(name);
	}

	@Override
	public ByteBuffer bytes(final String name, final long from, final int count) {
		return shard(name).bytes(name, from, count);
	}

	@Override
	public Path file(final String name) {
		return shard(name).file(name);
	}

	@Override
	public long position(final String name) {
		return shard(name).position(name);
	}

	@Override
	public void close() {
		shards.values().forEach(Safetensors::close);
	}
}
