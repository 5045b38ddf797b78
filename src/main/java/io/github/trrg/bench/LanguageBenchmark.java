package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.trrg.bench.Peer.Rates;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.Arithmetic;
import io.github.trrg.decode.DecodingState;
import io.github.trrg.decode.JavaLlama;
import io.github.trrg.decode.Prompt;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.StoredLanguage;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Storage;

/** Prefill and decoding of one language model, in turns with the peers. */
final class LanguageBenchmark {

	private static final int[] FIRST = { 0 };
	/** Runs without gain after which all is compiled; what counts as a gain; and where patience ends, seconds. */
	private static final int STEADY = 4;
	private static final double GAIN = 1.05;
	private static final double LONGEST = 30;

	private final LlamaConfig config;
	private final BenchSettings settings;
	private final Map<Integer, Double> bandwidths;
	private final Consumer<BenchRow> rows;
	private final Consumer<String> problems;
	private final Progress progress;

	/**
	 * @param bandwidths bytes per second by number of threads
	 * @param rows takes what is measured, as soon as it is
	 * @param problems hears of peers that fail
	 */
	LanguageBenchmark(final LlamaConfig config, final BenchSettings settings, final Map<Integer, Double> bandwidths, final Consumer<BenchRow> rows,
		final Consumer<String> problems, final Progress progress)
	{
		this.config = config;
		this.settings = settings;
		this.bandwidths = bandwidths;
		this.rows = rows;
		this.problems = problems;
		this.progress = progress;
	}

	/**
	 * @param folder holds the weights in that storage
	 * @param peers that run the same; one that fails takes part no longer
	 */
	void run(final Path folder, final Storage storage, final List<Peer> peers) {
		try (Weights weights = Weights.open(folder);
			JavaLlama model = new JavaLlama(config, new StoredLanguage(weights, TrrgModel.LANGUAGE), Arithmetic.best(), Torch.device("cpu")))
		{
			final double bytes = bytesPerToken(weights);
			for (final int threads : settings.threads()) {
				model.limitThreads(threads);
				warmUp(model);
				rounds(model, storage, threads, peers, bytes);
			}
		}
	}

	/** Until it gets no faster: the JVM compiles what runs often, in the background, some of it late. */
	private void warmUp(final JavaLlama model) {
		progress.update(-1, "Running until the JVM has compiled what is measured");
		final long start = System.nanoTime();
		double best = 0;
		for (int steady = 0; steady < Math.min(STEADY, settings.rounds()) && System.nanoTime() - start < LONGEST * 1e9; steady++) {
			final double rate = ours(model).decode();
			if (rate > GAIN * best) steady = -1;
			best = Math.max(best, rate);
		}
	}

	private void rounds(final JavaLlama model, final Storage storage, final int threads, final List<Peer> peers, final double bytes) {
		final List<Rates> own = new ArrayList<>();
		final Map<Peer, List<Rates>> others = new LinkedHashMap<>();
		for (final Peer peer : peers)
			others.put(peer, new ArrayList<>());
		for (int round = 1; round <= settings.rounds(); round++) {
			progress.update(-1, "Decoding in " + storage + " with " + threads + " threads, round " + round + " of " + settings.rounds());
			own.add(ours(model));
			for (final Peer peer : List.copyOf(others.keySet())) {
				try {
					others.get(peer).add(peer.run(threads, progress));
				}
				catch (final TrrgException e) {
					problems.accept(storage + ": " + e.getMessage());
					others.remove(peer);
					peers.remove(peer);
				}
			}
		}
		final Map<String, List<Double>> prefills = new LinkedHashMap<>(), decodes = new LinkedHashMap<>();
		others.forEach((peer, rates) -> {
			prefills.put(peer.name(), rates.stream().map(Rates::prefill).toList());
			decodes.put(peer.name(), rates.stream().map(Rates::decode).toList());
		});
		if (settings.measures("prefill")) rows.accept(new BenchRow("prefill", storage.toString(), threads, "tokens", own.stream().map(Rates::prefill).toList(),
			prefills, Double.NaN));
		if (settings.measures("decode")) {
			final List<Double> rates = own.stream().map(Rates::decode).toList();
			rows.accept(new BenchRow("decode", storage.toString(), threads, "tokens", rates, decodes, BenchRow.median(rates) * bytes / bandwidths.get(threads)));
		}
	}

	private Rates ours(final JavaLlama model) {
		progress.checkCanceled();
		final long start = System.nanoTime();
		model.prefill(List.of(new Prompt(model.embed(new int[settings.prompt()]))), 0).close();
		final long prefilled = System.nanoTime();
		try (DecodingState state = model.prefill(List.of(new Prompt(model.embed(FIRST))), settings.tokens())) {
			final long before = System.nanoTime();
			for (int i = 0; i < settings.tokens(); i++)
				state.step(FIRST, FIRST);
			return new Rates(settings.prompt() * 1e9 / (prefilled - start), settings.tokens() * 1e9 / (System.nanoTime() - before));
		}
	}

	/** What is read once per token: all but the embedding table, unless it is the output as well. */
	private double bytesPerToken(final Weights weights) {
		double bytes = 0;
		for (final String name : weights.names()) {
			if (!name.startsWith(TrrgModel.LANGUAGE) || name.contains("embed_tokens") && !config.tieWordEmbeddings()) continue;
			long numbers = 1;
			for (final long length : weights.shape(name))
				numbers *= length;
			bytes += numbers * weights.dtype(name).size();
		}
		return bytes;
	}
}
