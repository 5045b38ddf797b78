package io.github.trrg.model;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.gson.Gson;

import io.github.trrg.common.JsonText;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;

/**
 * Writes the weights of a model folder, the matrices of its language model in a storage that was chosen, adapters merged into what they stand
 * beside. Weights pass in small pieces, and are spread over several files where one would become large.
 */
final class WeightsFile {

	/** Most bytes of a file that has more than one tensor. */
	private static final long SHARD = 4L << 30;
	/** Numbers between two messages. */
	private static final int PIECE = 1 << 20;
	private static final String WEIGHT = ".weight";
	private static final Set<String> PROJECTIONS = Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
	private static final Set<String> TABLES = Set.of("embed_tokens", "lm_head");

	/** A file and what goes into it. */
	private static final class Shard {

		private final SafetensorsWriter writer = new SafetensorsWriter();
		private final List<String> names = new ArrayList<>();
		private long bytes;
	}

	private final Weights weights;
	private final MergedRows rows;
	private final Storage storage;
	private final Progress progress;
	private final long most;
	private final List<Shard> shards = new ArrayList<>();
	private long written;
	private long total;

	/** @param storage of the language model's matrices, or null to keep each as it is */
	WeightsFile(final Weights weights, final MergedRows rows, final Storage storage, final Progress progress) {
		this(weights, rows, storage, progress, SHARD);
	}

	/** @param most bytes of a file that has more than one tensor */
	WeightsFile(final Weights weights, final MergedRows rows, final Storage storage, final Progress progress, final long most) {
		this.weights = weights;
		this.rows = rows;
		this.storage = storage;
		this.progress = progress;
		this.most = most;
	}

	/** @throws TrrgException if a file cannot be written, or a weight is no finite number where it is rounded or has an adapter */
	void write(final Path folder) {
		for (final String name : weights.names())
			if (isMatrix(name) && storage != null) addMatrix(name, storage);
			else if (isMatrix(name) && weights.dtype(name) == DType.F64) addMatrix(name, Storage.F32);
			else if (rows.hasAdapter(name)) addFloats(name, weights.dtype(name));
			else if (!MergedRows.isAdapter(name)) addCopy(name);
		final Map<String, String> index = new TreeMap<>();
		for (int i = 0; i < shards.size(); i++) {
			final Shard shard = shards.get(i);
			final String file = shards.size() == 1 ? Weights.SINGLE : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
			shard.names.forEach(name -> index.put(name, file));
			weights.metadata().forEach(shard.writer::metadata);
			if (storage != null) shard.writer.metadata(Quantizer.METADATA, storage.toString());
			shard.writer.write(folder.resolve(file));
		}
		final long bytes = shards.stream().mapToLong(shard -> shard.bytes).sum();
		if (shards.size() > 1) JsonText.write(folder.resolve(Weights.INDEX), new Gson().toJsonTree(Map.of("metadata", Map.of("total_size", bytes), "weight_map",
			index)));
	}

	private static boolean isMatrix(final String name) {
		if (!name.startsWith(TrrgModel.LANGUAGE) || !name.endsWith(WEIGHT)) return false;
		final String module = module(name);
		return PROJECTIONS.contains(module) || TABLES.contains(module);
	}

	private static String module(final String name) {
		final String[] path = name.split("\\.");
		return path[path.length - 2];
	}

	private void addMatrix(final String name, final Storage wanted) {
		if (weights.shape(name).length != 2) throw new TrrgException("The weight " + name + " is no matrix. Do weights and config.json belong together?");
		final long[] shape = weights.shape(name);
		final int columns = Math.toIntExact(shape[1]);
		final boolean table = columns % GROUP != 0 || TABLES.contains(module(name));
		switch (wanted == Storage.INT4 && table ? Storage.INT8 : wanted) {
			case F32 -> addFloats(name, DType.F32);
			case BF16 -> addFloats(name, DType.BF16);
			case F16 -> addFloats(name, DType.F16);
			case INT8 -> {
				add(name, name, DType.I8, shape, columns, (row, target) -> Quantization.putInt8(row, 0, columns, target));
				add(name + StoredLanguage.SCALE, name, DType.F32, new long[] { shape[0] }, 1, (row, target) -> target.putFloat(Quantization.scaleOfInt8(row, 0, columns)));
			}
			case INT4 -> {
				add(name, name, DType.U8, new long[] { shape[0], columns / 2 }, columns / 2, (row, target) -> {
					for (int at = 0; at < columns; at += GROUP)
						Quantization.putInt4(row, at, target);
				});
				add(name + StoredLanguage.SCALE, name, DType.F16, new long[] { shape[0], columns / GROUP }, columns / GROUP, (row, target) -> {
					for (int at = 0; at < columns; at += GROUP)
						target.putShort(Quantization.scaleOfInt4(row, at));
				});
			}
		}
	}

	private void addFloats(final String name, final DType dtype) {
		final long[] shape = weights.shape(name);
		add(name, name, dtype, shape, (int) shape[1], (row, target) -> dtype.putFloats(row, 0, row.length, target));
	}

	/** Puts what becomes of a row of weights. */
	private interface RowWriter {

		void put(float[] row, ByteBuffer target);
	}

	/** @param unit numbers of the new tensor per row of the old */
	private void add(final String name, final String source, final DType dtype, final long[] shape, final int unit, final RowWriter rowWriter) {
		final int columns = (int) weights.shape(source)[1];
		total += weights.shape(source)[0] * columns;
		shard(name, dtype, shape).pieces(name, dtype, shape, unit, (at, count, target) -> {
			for (int row = 0; row < count / unit; row++) {
				rowWriter.put(rows.row(source, at / unit + row), target);
				advance(columns);
			}
		});
	}

	private void addCopy(final String name) {
		final DType dtype = weights.dtype(name);
		final long[] shape = weights.shape(name);
		total += count(shape);
		final Mapped mapped = new Mapped(name, count(shape) * dtype.size());
		shard(name, dtype, shape).pieces(name, dtype, shape, 1, (at, count, target) -> {
			mapped.put(at * dtype.size(), count * dtype.size(), target);
			advance(count);
		});
	}

	/** A tensor's bytes, mapped in parts large enough to be few: a system allows a process only so many. */
	private final class Mapped {

		private static final long PART = 1 << 28;

		private final String name;
		private final long bytes;
		private ByteBuffer part = ByteBuffer.allocate(0);
		private long first;

		Mapped(final String name, final long bytes) {
			this.name = name;
			this.bytes = bytes;
		}

		void put(final long from, final int count, final ByteBuffer target) {
			if (from < first || from + count > first + part.capacity()) {
				first = from;
				part = weights.bytes(name, from, (int) Math.min(Math.max(PART, count), bytes - from));
			}
			target.put(part.slice((int) (from - first), count));
		}
	}

	/** The writer of the file that a tensor goes into. */
	private SafetensorsWriter shard(final String name, final DType dtype, final long[] shape) {
		final long bytes = count(shape) * dtype.size();
		if (shards.isEmpty() || shards.get(shards.size() - 1).bytes > 0 && shards.get(shards.size() - 1).bytes + bytes > most) shards.add(new Shard());
		final Shard shard = shards.get(shards.size() - 1);
		shard.names.add(name);
		shard.bytes += bytes;
		return shard.writer;
	}

	private static long count(final long[] shape) {
		long count = 1;
		for (final long length : shape)
			count *= length;
		return count;
	}

	private void advance(final int count) {
		progress.checkCanceled();
		if (written / PIECE != (written += count) / PIECE) progress.update((double) written / total, storage == null ? "Copying weights" : "Writing weights as " +
			storage);
	}
}
