package io.github.trrg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.evaluate.Evaluation;
import io.github.trrg.evaluate.Predictions;
import io.github.trrg.report.Report;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg evaluate} */
@Command(name = "evaluate", description = "Scores the reports of a model, or those of a file, against a split of a data set, beside simple baselines.")
final class EvaluateCommand extends Subcommand {

	/** Studies whose reports are written together. */
	private static final int BATCH = 8;

	/** What {@code --clean} may be. */
	private static final Map<String, ReportCleaning> CLEANINGS = Map.of("r2gen", ReportCleaning.R2GEN_IU, "r2gen-mimic", ReportCleaning.R2GEN_MIMIC, "none",
		ReportCleaning.NONE);

	@Option(names = "--dataset", paramLabel = "DIR", required = true, description = "Data set folder: annotation.json in R2Gen form, and images.")
	private Path folder;

	@Option(names = "--split", paramLabel = "S", defaultValue = "val", description = "Split to score. Default: ${DEFAULT-VALUE}.")
	private String split;

	/** Either kind of source. */
	private static final class Source {

		@Option(names = "--predictions", paramLabel = "FILE", description = "Reports to score: JSON {id: text} or {id: [text]}, or CSV with columns id and report.")
		private Path predictions;

		@ArgGroup(exclusive = false)
		private ModelOptions model = new ModelOptions();
	}

	@ArgGroup(exclusive = true)
	private Source source = new Source();

	@Option(names = "--clean", paramLabel = "r2gen|r2gen-mimic|none", defaultValue = "r2gen",
		description = "How both sides are made alike before texts are compared. Default: ${DEFAULT-VALUE}.")
	private String clean;

	@Option(names = "--out", paramLabel = "DIR", description = "Write metrics.json there, and predictions.json if a model wrote the reports.")
	private Path out;

	@Option(names = "--json", description = "Print all numbers as JSON.")
	private boolean json;

	private final Map<String, String> texts = new LinkedHashMap<>();
	private final Map<String, Map<String, Double>> clues = new LinkedHashMap<>();
	private int failed;

	@Override
	public Integer call() {
		final ReportCleaning cleaning = CLEANINGS.get(clean.toLowerCase(Locale.ROOT));
		if (cleaning == null) throw new TrrgException("Unknown cleaning \"" + clean + "\". Use r2gen, r2gen-mimic or none.");
		final Dataset dataset = Dataset.open(folder);
		final List<StudyItem> studies = dataset.split(split);
		final Predictions predictions;
		if (source.predictions != null) predictions = Predictions.read(source.predictions);
		else {
			write(studies);
			predictions = new Predictions(texts, Set.of());
		}
		final JsonObject metrics = Evaluation.of(dataset, split, predictions, cleaning, clues);
		// Printed first: should the disk be full, hours of work are not lost with it.
		if (json) print(metrics);
		else out().print(summary(metrics));
		if (out != null) {
			AtomicFile.writeText(out.resolve("metrics.json"), text(metrics));
			if (source.predictions == null) AtomicFile.writeText(out.resolve("predictions.json"), text(predictions()));
		}
		return failed == 0 ? Main.DONE : Main.SOME_FAILED;
	}

	/** Lets the model write the report of every study. */
	private void write(final List<StudyItem> studies) {
		final long start = System.nanoTime();
		try (Trrg trrg = source.model.open(); ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing was written.")) {
			for (int from = 0; from < studies.size(); from += BATCH) {
				progress.checkCanceled();
				final List<Perceived> batch = new ArrayList<>();
				for (final StudyItem item : studies.subList(from, Math.min(studies.size(), from + BATCH)))
					perceive(trrg, item, batch);
				final List<Report> reports = trrg.generate(batch, trrg.model().generation(), TokenListener.NONE, Progress.NONE);
				for (int i = 0; i < batch.size(); i++)
					texts.put(batch.get(i).study().id(), reports.get(i).text());
				final int done = Math.min(studies.size(), from + BATCH);
				final double left = (System.nanoTime() - start) / 60e9 / done * (studies.size() - done);
				progress.update((double) done / studies.size(), String.format(Locale.ROOT, "%d of %d studies, about %.0f min left", done, studies.size(), left));
			}
		}
	}

	private void perceive(final Trrg trrg, final StudyItem item, final List<Perceived> batch) {
		try {
			final List<View> views = item.images().stream().map(GreyImageReader::read).toList();
			final Perceived perceived = trrg.perceive(new Study(item.id(), views, item.indication()));
			final Map<String, Double> probabilities = new LinkedHashMap<>();
			for (final Clue clue : perceived.clues())
				probabilities.put(clue.disease().name(), clue.probability());
			clues.put(item.id(), probabilities);
			batch.add(perceived);
		}
		catch (final RuntimeException e) {
			complain(item.id(), e);
			failed++;
		}
	}

	private JsonObject predictions() {
		final JsonObject object = new JsonObject();
		texts.forEach(object::addProperty);
		return object;
	}

	/** The numbers to look at first, the model above the baselines. */
	private static String summary(final JsonObject metrics) {
		final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-28s %8s %8s %8s %8s %8s%n", "", "F1", "BLEU-4", "ROUGE-L", "CIDEr", "distinct"));
		text.append(row("reports", metrics));
		metrics.getAsJsonObject("baselines").entrySet().forEach(baseline -> text.append(row(baseline.getKey(), baseline.getValue().getAsJsonObject())));
		text.append(String.format(Locale.ROOT, "%nF1: clinical, micro, 13 findings. Studies: %s. Mean AUROC of the clues: %s.%n", metrics.getAsJsonObject("counts").get("evaluated"),
			number(metrics.getAsJsonObject("clues").get("auroc_mean"))));
		return text.toString();
	}

	private static String row(final String name, final JsonObject scores) {
		final JsonObject text = scores.getAsJsonObject("text");
		return String.format(Locale.ROOT, "%-28s %8s %8s %8s %8s %8s%n", name.replace('_', ' '), number(scores.getAsJsonObject("clinical").getAsJsonObject("micro13").get("f1")),
			number(text.get("BLEU_4")), number(text.get("ROUGE_L")), number(text.get("CIDEr")), scores.getAsJsonObject("counts").get("distinct_reports"));
	}

	private static String number(final JsonElement value) {
		return value == null || value.isJsonNull() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
	}
}
