package io.github.trrg.model;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;

/**
 * Writes a copy of a model folder whose language model is stored in fewer bits; adapters are merged into it. Weights pass in small pieces, so
 * that a model need not fit into memory.
 */
public final class Quantizer {

	/** Metadata of weights whose language model was rounded: its {@link Storage}. */
	public static final String METADATA = "trrg_language_storage";

	/** Numbers between two messages. */
	private static final int PIECE = 1 << 20;
	private static final String WEIGHT = ".weight";
	private static final Set<String> PROJECTIONS = Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
	private static final Set<String> TABLES = Set.of("embed_tokens", "lm_head");

	private final Weights weights;
	private final MergedRows rows;
	private final Storage storage;
	private final Progress progress;
	private final SafetensorsWriter writer = new SafetensorsWriter();
	private long written;
	private long total;

	private Quantizer(final Weights weights, final MergedRows rows, final Storage storage, final Progress progress) {
		this.weights = weights;
		this.rows = rows;
		this.storage = storage;
		this.progress = progress;
	}

	/**
	 * @param modelFolder a complete model folder, whose language model has weights of 16 or 32 bits
	 * @param out folder to write, which must not exist or be empty
	 * @param storage of the matrices of the language model. With 4 bits the embedding table and the output have 8, as have matrices with a
	 *          number of inputs that is no multiple of 32
	 * @throws TrrgException if the folder is no such model, or the copy cannot be written; nothing is left of it then
	 * @throws java.util.concurrent.CancellationException if the user asked to stop, likewise
	 */
	public static void run(final Path modelFolder, final Path out, final Storage storage, final Progress progress) {
		final Path target = out.toAbsolutePath().normalize();
		final Path temporary = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
		try {
			if (Files.exists(target) && !isEmptyFolder(target)) throw new TrrgException(out + " exists already. Give the name of a new folder.");
			Files.createDirectories(temporary);
			copy(modelFolder, temporary, storage, progress);
			Files.deleteIfExists(target);
			Files.move(temporary, target);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot write the model " + out + ": " + e.getMessage() + ". Check that its parent folder is writable and has free space.", e);
		}
		finally {
			delete(temporary);
		}
	}

	private static void copy(final Path from, final Path to, final Storage storage, final Progress progress) throws IOException {
		final JsonFields config = JsonFields.read(from.resolve(TrrgModel.CONFIG));
		FormatVersion.require(config);
		try (Weights weights = Weights.open(from)) {
			if (weights.metadata().containsKey(METADATA)) throw new TrrgException("The language model in " + from + " is stored as " + weights.metadata().get(METADATA) +
				" already. Begin with the folder it was made from.");
			new Quantizer(weights, new MergedRows(weights, NetworkConfig.of(config).lora()), storage, progress).write(to.resolve(TrrgModel.WEIGHTS));
		}
		try (Stream<Path> files = Files.list(from)) {
			for (final Path file : (Iterable<Path>) files::iterator)
				if (Files.isRegularFile(file) && !isWeights(file)) AtomicFile.copy(file, to.resolve(file.getFileName().toString()));
		}
		final JsonObject merged = config.json().deepCopy();
		if (merged.remove("lora") != null) AtomicFile.writeText(to.resolve(TrrgModel.CONFIG), new GsonBuilder().setPrettyPrinting().create().toJson(merged));
	}

	private static boolean isWeights(final Path file) {
		final String name = file.getFileName().toString();
		return name.endsWith(".safetensors") || name.equals(Weights.INDEX);
	}

	private void write(final Path file) {
		weights.metadata().forEach(writer::metadata);
		writer.metadata(METADATA, storage.toString());
		for (final String name : weights.names())
			if (isMatrix(name)) addMatrix(name);
			else if (!MergedRows.isAdapter(name)) addCopy(name);
		writer.write(file);
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

	private Storage storage(final String name, final int columns) {
		return storage == Storage.INT4 && (columns % GROUP != 0 || TABLES.contains(module(name))) ? Storage.INT8 : storage;
	}

	private void addMatrix(final String name) {
		final long[] shape = weights.shape(name);
		if (shape.length != 2) throw new TrrgException("The weight " + name + " is no matrix. Do weights and config.json belong together?");
		final int columns = Math.toIntExact(shape[1]);
		switch (storage(name, columns)) {
			case F32 -> addFloats(name, DType.F32, shape);
			case BF16 -> addFloats(name, DType.BF16, shape);
			case F16 -> addFloats(name, DType.F16, shape);
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

	private void addFloats(final String name, final DType dtype, final long[] shape) {
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
		writer.pieces(name, dtype, shape, unit, (at, count, target) -> {
			progress.checkCanceled();
			for (int row = 0; row < count / unit; row++) {
				rowWriter.put(rows.row(source, at / unit + row), target);
				advance(columns);
			}
		});
	}

	private void addCopy(final String name) {
		final DType dtype = weights.dtype(name);
		writer.pieces(name, dtype, weights.shape(name), 1, (at, count, target) -> target.put(weights.bytes(name, at * dtype.size(), count * dtype.size())));
	}

	private void advance(final int count) {
		if (written / PIECE != (written += count) / PIECE) progress.update((double) written / total, "Rounding weights to " + storage);
	}

	private static boolean isEmptyFolder(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return false;
		try (Stream<Path> files = Files.list(folder)) {
			return files.findAny().isEmpty();
		}
	}

	private static void delete(final Path folder) {
		if (!Files.exists(folder)) return;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
				Files.deleteIfExists(file);
		}
		catch (final IOException e) {
			// Why the copy was not written matters more.
		}
	}
}
