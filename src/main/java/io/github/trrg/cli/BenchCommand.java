package io.github.trrg.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.trrg.bench.BenchResult;
import io.github.trrg.bench.BenchSettings;
import io.github.trrg.bench.Benchmark;
import io.github.trrg.bench.LlamaShape;
import io.github.trrg.bench.VisionShape;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelStore;
import io.github.trrg.nn.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg bench} */
@Command(name = "bench", description = {
	"Measures how fast this computer reads radiographs and writes reports, beside llama.cpp and PyTorch if they are given.",
	"Rates are medians over rounds in turns; ratios above 1 say that this program is faster." })
final class BenchCommand extends Subcommand {

	@Option(names = "--shape", paramLabel = "tiny|31m|1.1b", description = "Language model with random weights. Default: 31m, or that of --model.")
	private String shape;

	@Option(names = "--model", paramLabel = "DIR",
		description = "Model folder, or the name of an installed model. Default: the current model, for images and training only.")
	private String model;

	@Option(names = "--vision", paramLabel = "swin-b|swin-tiny", description = "Visual encoder with random weights, for encode. Default: that of the model.")
	private String vision;

	@Option(names = "--images", split = ",", paramLabel = "N", description = "Numbers of images that are encoded together. Default: 1.")
	private List<Integer> images = List.of(1);

	@Option(names = "--only", split = ",", paramLabel = "WHAT", description = "Of prefill, decode, encode, perceive, report, train. Default: all.")
	private Set<String> only = new LinkedHashSet<>(BenchSettings.ALL);

	@Option(names = "--precision", split = ",", paramLabel = "P", description = "Of f32, bf16, f16, int8, int4. Default: all; encode and train know f32 and bf16.")
	private List<String> precisions = Stream.of(Storage.values()).map(Storage::toString).toList();

	@Option(names = "--threads", split = ",", paramLabel = "N", description = "Numbers of threads of the language model. Default: all cores.")
	private List<Integer> threads = List.of(Runtime.getRuntime().availableProcessors());

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Measurements of each. Default: ${DEFAULT-VALUE}.")
	private int rounds;

	@Option(names = "--prompt", paramLabel = "N", defaultValue = "128", description = "Tokens that are read together. Default: ${DEFAULT-VALUE}.")
	private int prompt;

	@Option(names = "--tokens", paramLabel = "N", defaultValue = "32", description = "Tokens that are decoded. Default: ${DEFAULT-VALUE}.")
	private int tokens;

	@Option(names = "--llama-bench", paramLabel = "FILE", description = "llama.cpp's program llama-bench, to compare with.")
	private Path llamaBench;

	@Option(names = "--python", paramLabel = "FILE", description = "Python interpreter that has PyTorch, to compare with.")
	private Path python;

	@Option(names = "--out", paramLabel = "DIR", description = "Folder for bench.json and bench.csv.")
	private Path out;

	@Option(names = "--json", description = "Print the result as JSON.")
	private boolean json;

	/** @return {@link Main#SOME_FAILED} if something could not be measured, or it was canceled */
	@Override
	public Integer call() {
		final LlamaShape random = shape != null ? LlamaShape.of(shape) : model != null ? null : LlamaShape.SMALL;
		final BenchSettings settings = new BenchSettings(random, folder(), vision == null ? null : VisionShape.of(vision), images, only,
			precisions.stream().map(Storage::of).distinct().toList(), threads.stream().distinct().toList(), rounds, prompt, tokens, llamaBench, python);
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; what was measured is printed.")) {
			final BenchResult result = Benchmark.run(settings, progress);
			if (out != null) {
				JsonText.write(out.resolve("bench.json"), result.json());
				AtomicFile.writeText(out.resolve("bench.csv"), result.csv());
			}
			if (json) print(result.json());
			else out().print(result.table());
			out().flush(); // Ctrl-C ends Java when the progress is closed
			result.problems().forEach(this::tell);
			return result.isWhole() ? Main.DONE : Main.SOME_FAILED;
		}
	}

	/** Of the model for images; null where there is none, or only the language model is measured: that needs none. */
	private Path folder() {
		if (model != null) return ModelStore.standard().find(model);
		if (Set.of("prefill", "decode").containsAll(only)) return null;
		try {
			return ModelStore.standard().find(null);
		}
		catch (final TrrgException e) {
			return null;
		}
	}
}
