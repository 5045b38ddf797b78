package io.github.trrg.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.Gson;

import io.github.trrg.Trrg;
import io.github.trrg.data.Dataset;
import io.github.trrg.evaluate.WritingScores;
import io.github.trrg.model.ModelCard;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.Quantizer;
import io.github.trrg.nn.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg quantize} */
@Command(name = "quantize", description = { "Writes a copy of a model whose language model is stored in fewer bits: smaller, and faster on the CPU.",
	"With a data set it also prints what that costs." })
final class QuantizeCommand extends Subcommand {

	@Option(names = "--model", paramLabel = "DIR", description = "Model folder, or the name of an installed model. Default: the current model.")
	private String model;

	@Option(names = "--to", paramLabel = "f32|bf16|f16|int8|int4", required = true, description = "Storage of the language model's matrices.")
	private String storage;

	@Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the copy; must not exist.")
	private Path out;

	@Option(names = "--dataset", paramLabel = "DIR", description = "Data set to compare both models on: perplexity of its reports, and scores of what they write.")
	private Path dataset;

	@Option(names = "--split", paramLabel = "S", defaultValue = "val", description = "Split to compare them on. Default: ${DEFAULT-VALUE}.")
	private String split;

	@Option(names = "--limit", paramLabel = "N", defaultValue = "2147483647", showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
		description = "At most so many studies. Default: all.")
	private int limit;

	@Option(names = "--json", description = "Print the result as JSON.")
	private boolean json;

	/**
	 * What is told of a model.
	 *
	 * @param bytes of its folder
	 * @param scores by name; empty without a data set
	 */
	private record Row(long bytes, Map<String, Double> scores) {}

	@Override
	public Integer call() {
		final Path from = ModelStore.standard().find(model);
		final Dataset studies = dataset == null ? null : Dataset.open(dataset);
		final Map<String, Row> rows = new LinkedHashMap<>();
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping.")) {
			Quantizer.run(from, out, Storage.of(storage), progress);
			for (final Path folder : List.of(from, out))
				rows.put(folder.toString(), new Row(ModelCard.read(folder).bytes(), studies == null ? Map.of() : scores(folder, studies, progress)));
		}
		if (json) print(new Gson().toJsonTree(rows));
		else rows.forEach((folder, row) -> out().println(text(folder, row)));
		return Main.DONE;
	}

	private Map<String, Double> scores(final Path folder, final Dataset studies, final ConsoleProgress progress) {
		try (Trrg trrg = Trrg.open(folder, "cpu")) {
			return WritingScores.of(trrg, studies, split, limit, progress);
		}
	}

	private static String text(final String folder, final Row row) {
		final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s: %.1f MB", folder, row.bytes / 1e6));
		row.scores.forEach((name, value) -> text.append(String.format(Locale.ROOT, ", %s %.3f", name, value)));
		return text.toString();
	}
}
