package io.github.trrg.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
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

	private Quantizer() {}

	/**
	 * @param modelFolder a complete model folder, whose language model has weights of 16 or 32 bits
	 * @param out folder to write, which must not exist or be empty
	 * @param storage of the matrices of the language model. With 4 bits the embedding table and the output have 8, as have matrices with a
	 *          number of inputs that is no multiple of 32
	 * @throws TrrgException if the folder is no such model, or the copy cannot be written; nothing is left of it then
	 * @throws java.util.concurrent.CancellationException if the user asked to stop, likewise
	 */
	public static void run(final Path modelFolder, final Path out, final Storage storage, final Progress progress) {
		AtomicFolder.write(out, folder -> {
			try {
				copy(modelFolder, folder, storage, progress);
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		});
	}

	/**
	 * Writes weights alone, of a language model that has no adapter.
	 *
	 * @param weights of 16 or 32 bits, their names beginning as in a model folder
	 * @param out folder to write into
	 * @param storage as in {@link #run}
	 * @throws TrrgException if a file cannot be written
	 */
	public static void writeWeights(final Weights weights, final Path out, final Storage storage, final Progress progress) {
		new WeightsFile(weights, new MergedRows(weights, null), storage, progress).write(out);
	}

	private static void copy(final Path from, final Path to, final Storage storage, final Progress progress) throws IOException {
		final JsonFields config = JsonFields.read(from.resolve(TrrgModel.CONFIG));
		FormatVersion.require(config);
		try (Weights weights = Weights.open(from)) {
			requireUnrounded(weights, from);
			new WeightsFile(weights, new MergedRows(weights, NetworkConfig.of(config).lora()), storage, progress).write(to);
		}
		try (Stream<Path> files = Files.list(from)) {
			for (final Path file : (Iterable<Path>) files::iterator)
				if (Files.isRegularFile(file) && !isWeights(file)) AtomicFile.copy(file, to.resolve(file.getFileName().toString()));
		}
		final JsonObject merged = config.json().deepCopy();
		if (merged.remove("lora") != null) JsonText.write(to.resolve(TrrgModel.CONFIG), merged);
	}

	/** @throws TrrgException if the language model was rounded already */
	static void requireUnrounded(final Weights weights, final Path folder) {
		if (weights.metadata().containsKey(METADATA)) throw new TrrgException("The language model in " + folder + " is stored as " + weights.metadata()
			.get(METADATA) + " already. Begin with the folder it was made from.");
	}

	private static boolean isWeights(final Path file) {
		final String name = file.getFileName().toString();
		return name.endsWith(".safetensors") || name.equals(Weights.INDEX);
	}
}
