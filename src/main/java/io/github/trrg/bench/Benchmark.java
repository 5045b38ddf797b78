package io.github.trrg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.Arithmetic;
import io.github.trrg.engine.Diagnosis;
import io.github.trrg.model.Quantizer;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.Storage;

/** A run of all that was asked for, in a temporary folder that goes when the run ends or is stopped. */
public final class Benchmark {

	private final BenchSettings settings;
	private final Progress progress;
	private final LlamaConfig config;
	private final Map<Integer, Double> bandwidths = new LinkedHashMap<>();
	private final List<BenchRow> rows = new ArrayList<>();
	private final Set<String> problems = new LinkedHashSet<>();

	private Benchmark(final BenchSettings settings, final Progress progress) {
		this.settings = settings;
		this.progress = progress;
		config = settings.shape() != null ? settings.shape().config()
			: LlamaConfig.fromJson(JsonFields.read(settings.model().resolve(TrrgModel.CONFIG)).requireObject("language"));
	}

	/**
	 * @return what was measured; what failed is named in it, and whether it was canceled
	 * @throws CancellationException if it was canceled before anything was measured
	 * @throws TrrgException if the disk has no room for the weights, or the model cannot be read
	 */
	public static BenchResult run(final BenchSettings settings, final Progress progress) {
		return new Benchmark(settings, progress).run();
	}

	private BenchResult run() {
		final Path folder;
		try {
			folder = Files.createTempDirectory("trrg-bench");
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot make a temporary folder: " + e.getMessage() + ". Set another place with -Djava.io.tmpdir.", e);
		}
		try {
			final boolean complete = measure(folder);
			return new BenchResult(machine(), settings.shape() != null ? settings.shape().toString() : settings.model().getFileName().toString(), complete,
				bandwidths, rows, List.copyOf(problems));
		}
		finally {
			delete(folder);
		}
	}

	/** @return false if it was canceled when something had been measured already */
	private boolean measure(final Path folder) {
		try {
			if (settings.measures("prefill", "decode")) language(folder);
			if (settings.measures("encode")) encoding(folder);
			if (settings.measures("perceive", "report")) attempt(() -> StudyBenchmark.run(model(), settings, progress));
			if (settings.measures("train")) training(folder);
			return true;
		}
		catch (final CancellationException e) {
			if (rows.isEmpty()) throw e;
			return false;
		}
	}

	private Path model() {
		if (settings.model() == null) throw new TrrgException("Images and training are measured with a model: choose one with --model.");
		return settings.model();
	}

	private void encoding(final Path folder) {
		attempt(() -> {
			final EncoderBenchmark benchmark = new EncoderBenchmark(settings.vision() == null ? model() : null, settings, progress);
			for (final Precision precision : precisions())
				for (final int images : settings.images())
					besidePython(python -> benchmark.run(precision, images, python, folder));
			return List.of();
		});
	}

	private void training(final Path folder) {
		attempt(() -> {
			final TrainingBenchmark benchmark = new TrainingBenchmark(model(), folder, settings, progress);
			for (final TrainingStage stage : TrainingStage.values())
				for (final Precision precision : precisions())
					besidePython(python -> benchmark.run(stage, precision, python));
			return List.of();
		});
	}

	/** Those of the wanted that networks compute in. */
	private List<Precision> precisions() {
		return settings.precisions().stream().filter(storage -> storage == Storage.F32 || storage == Storage.BF16).map(storage -> storage == Storage.F32
			? Precision.FLOAT32 : Precision.BFLOAT16).toList();
	}

	/** Once more without the peer if that fails. */
	private void besidePython(final Function<Path, BenchRow> work) {
		if (isProgram(settings.python(), "--python")) try {
			rows.add(work.apply(settings.python()));
			return;
		}
		catch (final TrrgException e) {
			problems.add(e.getMessage());
		}
		attempt(() -> List.of(work.apply(null)));
	}

	private interface Work {

		List<BenchRow> run();
	}

	private void attempt(final Work work) {
		try {
			rows.addAll(work.run());
		}
		catch (final TrrgException e) {
			problems.add(e.getMessage());
		}
	}

	private void language(final Path folder) {
		requireRoom(folder);
		for (final int threads : settings.threads()) {
			progress.update(-1, "Reading memory with " + threads + " threads");
			bandwidths.put(threads, ReadBandwidth.measure(threads));
		}
		final Path base = settings.shape() == null ? settings.model() : directory(folder.resolve("base"));
		if (settings.shape() != null) RandomModel.write(config, TrrgModel.LANGUAGE, base, progress);
		final LanguageBenchmark benchmark = new LanguageBenchmark(config, settings, bandwidths, rows::add, problems::add, progress);
		for (final Storage storage : settings.precisions()) {
			final Path stored = directory(folder.resolve(storage.toString()));
			final List<Peer> peers = new ArrayList<>();
			try {
				try (Weights weights = Weights.open(base)) {
					if (settings.shape() == null) Quantizer.run(base, stored, storage, progress);
					else Quantizer.writeWeights(weights, stored, storage, progress);
					addPeers(peers, weights, stored, storage);
				}
				benchmark.run(stored, storage, peers);
			}
			finally {
				peers.forEach(Peer::close);
				delete(stored);
			}
		}
	}

	private void addPeers(final List<Peer> peers, final Weights weights, final Path folder, final Storage storage) {
		if (isProgram(settings.llamaBench(), "--llama-bench")) add(peers, storage, () -> {
			final Path gguf = folder.resolve("model.gguf");
			progress.update(-1, "Writing the GGUF file of " + storage);
			GgufLlama.withPlaceholders(GgufLlama.of(config, weights, TrrgModel.LANGUAGE, GgufType.of(storage), progress), config.vocabSize()).write(gguf);
			return new LlamaCpp(settings.llamaBench(), gguf, settings);
		});
		if (PythonLlama.has(storage) && isProgram(settings.python(), "--python")) add(peers, storage, () -> new PythonLlama(settings.python(), config,
			storage, settings, folder));
	}

	private void add(final List<Peer> peers, final Storage storage, final Supplier<Peer> peer) {
		try {
			peers.add(peer.get());
		}
		catch (final TrrgException e) {
			problems.add(storage + ": " + e.getMessage());
		}
	}

	/** Complains once about what is given but cannot be run. */
	private boolean isProgram(final Path program, final String option) {
		if (program == null || Files.isRegularFile(program) && Files.isExecutable(program)) return program != null;
		problems.add(option + ": " + program + " is no program that can be run; its numbers are left out. Give the path of the program.");
		return false;
	}

	/** Base, one precision at a time, and its GGUF file. */
	private void requireRoom(final Path folder) {
		final long numbers = LlamaTensor.of(config).stream().mapToLong(tensor -> (long) tensor.rows() * tensor.columns()).sum();
		final long widest = settings.precisions().stream().mapToLong(storage -> storage.rowBytes(1 << 10)).max().orElse(0);
		final long needed = numbers * 2 + numbers * widest / (1 << 10) * (settings.llamaBench() == null ? 1 : 2);
		try {
			final long free = Files.getFileStore(folder).getUsableSpace();
			if (free < needed) throw new TrrgException(String.format(Locale.ROOT,
				"The weights need %.1f GB in %s, where %.1f GB are free. Make room, set another folder with " +
				"-Djava.io.tmpdir, or choose a smaller --shape or --precision.", needed / 1e9, folder.getParent(), free / 1e9));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static JsonObject machine() {
		final JsonObject machine = Diagnosis.now().json().getAsJsonObject("system").deepCopy();
		machine.addProperty("java", Runtime.version().toString());
		machine.addProperty("arithmetic", Arithmetic.best().toString().toLowerCase(Locale.ROOT));
		machine.addProperty("date", LocalDate.now().toString());
		return machine;
	}

	private static Path directory(final Path folder) {
		try {
			return Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void delete(final Path folder) {
		try {
			AtomicFolder.delete(folder);
		}
		catch (final IOException e) {
			// The system clears its folder for temporary files.
		}
	}
}
