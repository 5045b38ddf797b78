package io.github.trrg.model;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import io.github.trrg.common.TrrgException;

/**
 * Named tensors of a model, read on demand. Safe for concurrent use. Every method with a tensor name throws
 * {@link TrrgException} if there is no such tensor.
 */
public interface Weights extends AutoCloseable {

	/** Weights of a folder that is not sharded. */
	String SINGLE = "model.safetensors";
	/** Says where each weight of a sharded folder is. */
	String INDEX = SINGLE + ".index.json";

	/** Whether a folder has weights, in one file or several. */
	static boolean exist(final Path folder) {
		return Files.exists(folder.resolve(SINGLE)) || Files.exists(folder.resolve(INDEX));
	}

	/**
	 * Opens the weights of a model folder: {@code model.safetensors}, or the shards that
	 * {@code model.safetensors.index.json} names. A path to a {@code .safetensors} file opens that file.
	 *
	 * @throws TrrgException if they are missing or damaged; everything but the numbers themselves is checked here
	 */
	static Weights open(final Path folder) {
		if (Files.isRegularFile(folder)) return Safetensors.open(folder);
		if (Files.exists(folder.resolve(SINGLE))) return Safetensors.open(folder.resolve(SINGLE));
		if (Files.exists(folder.resolve(INDEX))) return ShardedWeights.open(folder.resolve(INDEX));
		throw new TrrgException("No weights in " + folder + ": neither " + SINGLE + " nor " + INDEX + " is there. Choose a complete model folder.");
	}

	Set<String> names();

	/** Free text of the file's header by key; for shards, that of all of them. */
	Map<String, String> metadata();

	DType dtype(String name);

	/** Row-major; empty for a scalar. */
	long[] shape(String name);

	/** The numbers of a F64, F32, F16 or BF16 tensor, row-major. */
	float[] floats(String name);

	/** {@code count} numbers of such a tensor, beginning with number {@code from}, so that one larger than the heap can be read in pieces. */
	float[] floats(String name, long from, int count);

	/** The numbers of a I64, I32, I8, U8 or BOOL (0 or 1) tensor, row-major. */
	long[] longs(String name);

	/**
	 * The tensor's bytes as a read-only little-endian view of the mapped file, which stays valid after
	 * {@link #close()}; at most 2 GB.
	 */
	ByteBuffer bytes(String name);

	/** A part of the tensor's bytes in the same way, of a tensor of any size. */
	ByteBuffer bytes(String name, long from, int count);

	/** The file that holds the tensor, for those who map it themselves. */
	Path file(String name);

	/** Position of the tensor's first byte in {@link #file}. */
	long position(String name);

	/** Closes the files. */
	@Override
	void close();
}
