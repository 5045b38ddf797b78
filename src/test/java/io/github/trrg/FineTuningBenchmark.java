package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.gson.Gson;

import ai.djl.Device;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.evaluate.ClinicalEfficacy;
import io.github.trrg.evaluate.ClueScores;
import io.github.trrg.evaluate.TextMetrics;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Phantom.Abnormality;
import io.github.trrg.study.Study;
import io.github.trrg.train.FineTuned;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.RegionReader;
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.TrainingRun;

/**
 * Not a test: {@code java … io.github.trrg.FineTuningBenchmark impressions|disease|regions FOLDER [what to train [minutes]]} fine-tunes the
 * default model, leaves everything in the folder, and prints what it was worth on studies it has not seen. Stopped, it goes on in the
 * same folder.
 */
public final class FineTuningBenchmark {

	private static final Path MODEL = Path.of("models", "trrg-iu-small");
	private static final Path IU = Path.of("..", "shared", "data", "iu-xray");
	private static final int TUNED_ON = 150;
	/** Seed of the first phantom that nothing was learnt from. */
	private static final int FRESH = 1000;

	private final Path folder;
	private final Trainable trained;
	private final double minutes;

	private FineTuningBenchmark(final Path folder, final Trainable trained, final double minutes) {
		this.folder = folder;
		this.trained = trained;
		this.minutes = minutes;
	}

	public static void main(final String... arguments) throws IOException {
		final FineTuningBenchmark benchmark = new FineTuningBenchmark(Files.createDirectories(Path.of(arguments[1])), Trainable.of(arguments.length > 2 ? arguments[2]
			: "auto"), arguments.length > 3 ? Double.parseDouble(arguments[3]) : Double.POSITIVE_INFINITY);
		switch (arguments[0]) {
			case "impressions" -> benchmark.impressions();
			case "disease" -> benchmark.disease();
			case "regions" -> benchmark.regions();
			default -> throw new IllegalArgumentException(arguments[0]);
		}
	}

	/** The impressions of the first validation studies to learn from; the others tell what was learnt. */
	private void impressions() throws IOException {
		final List<StudyItem> studies = Dataset.open(IU).split("val");
		final List<StudyItem> own = studies.subList(0, TUNED_ON), other = studies.subList(TUNED_ON, studies.size());
		final List<Map<String, Object>> items = new ArrayList<>();
		for (final StudyItem study : own)
			items.add(Map.of("id", study.id(), "report", study.report(), "impression", study.impression(), "indication", study.indication(), "image_path", study.images()
				.stream().map(image -> image.getFileName().toString()).toList()));
		final Path dataset = Files.createDirectories(folder.resolve("data set"));
		final Path images = Files.createDirectories(dataset.resolve("images"));
		for (final StudyItem study : own)
			for (final Path image : study.images())
				Files.copy(image, images.resolve(image.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(dataset.resolve("annotation.json"), new Gson().toJson(Map.of("train", items)));
		final Path model = folder.resolve("model");
		if (!Files.exists(model)) print("before", impressionScores(MODEL, other));
		tune(dataset, model, new FineTuningPlan(trained, TargetText.IMPRESSION, List.of(), null));
		print("after", impressionScores(model, other));
	}

	private static Map<String, Double> impressionScores(final Path model, final List<StudyItem> studies) {
		final FindingLabeler labeler = new FindingLabeler();
		final List<String> written = new ArrayList<>();
		try (Trrg trrg = Trrg.open(model, "cpu")) {
			for (int from = 0; from < studies.size(); from += 8) {
				final List<Perceived> batch = studies.subList(from, Math.min(studies.size(), from + 8)).stream().map(item -> trrg.perceive(study(
					item))).toList();
				trrg.generate(batch, trrg.model().generation(), TokenListener.NONE, Progress.NONE).forEach(report -> written.add(report.text()));
			}
		}
		for (int i = 0; i < 6; i++)
			System.out.println("   " + written.get(i) + "   <-- " + studies.get(i).impression());
		final Map<String, Double> scores = new TextMetrics(written.stream().map(ReportCleaning.R2GEN_IU::clean).toList(), studies.stream().map(study -> List.of(
			ReportCleaning.R2GEN_IU.clean(study.impression()))).toList()).scores();
		final ClinicalEfficacy impression = new ClinicalEfficacy(written.stream().map(labeler::label).toList(), studies.stream().map(study -> labeler.label(study
			.impression())).toList());
		final ClinicalEfficacy whole = new ClinicalEfficacy(written.stream().map(labeler::label).toList(), studies.stream().map(study -> labeler.label(study
			.report() + " " + study.impression())).toList());
		return Map.of("BLEU-4", scores.get("BLEU_4"), "CIDEr", scores.get("CIDEr"), "ROUGE-L", scores.get("ROUGE_L"), "micro-F1 (13)", impression.scores().get("micro13")
			.f1(), "micro-F1 (14)", impression.scores().get("micro14").f1(), "micro-F1 (13), whole report", whole.scores().get("micro13").f1(), "distinct",
			(double) written.stream().distinct().count());
	}

	/** A disease that the model does not know, learnt from 30 phantoms and looked for in fresh ones. */
	private void disease() throws IOException {
		final PhantomStudies phantoms = new PhantomStudies("tuberculosis", Abnormality.LEFT_LUNG_OPACITY, Abnormality.RIGHT_LUNG_OPACITY, 256, "", "");
		final Path model = folder.resolve("model");
		tune(phantoms.write(folder.resolve("data set"), 0, 30), model, new FineTuningPlan(Trainable.AUTO, TargetText.REPORT, List.of(Disease.parse(
			"tuberculosis:There is tuberculosis.|Tuberculosis of the upper lobe.:No tuberculosis.|There is no evidence of tuberculosis.")), null));
		System.out.println("fresh phantoms: " + phantoms.read(model, FRESH, 100));
		print("AUROC on radiographs before", radiographs(MODEL));
		print("and after", radiographs(model));
	}

	/** A disease that the model knows, with and without regions on the phantoms it learns from. */
	private void regions() throws IOException {
		final PhantomStudies phantoms = new PhantomStudies("lung opacity", Abnormality.LEFT_LUNG_OPACITY, Abnormality.RIGHT_LUNG_OPACITY, 256, "", "");
		final Path dataset = phantoms.write(folder.resolve("data set"), 0, 30);
		System.out.println("base on fresh phantoms: " + phantoms.read(MODEL, FRESH, 100));
		for (final RegionReader reader : new RegionReader[] { RoiFiles::inside, null }) {
			final Path model = folder.resolve(reader == null ? "without" : "with");
			tune(dataset, model, new FineTuningPlan(Trainable.PERCEPTION, TargetText.REPORT, List.of(), reader));
			System.out.println(model.getFileName() + " regions, on fresh phantoms: " + phantoms.read(model, FRESH, 100));
		}
	}

	/** AUROC of the base's findings with at least 10 positives among the validation studies. */
	private static Map<String, Double> radiographs(final Path model) {
		final Dataset dataset = Dataset.open(IU);
		final List<Map<String, Double>> probabilities = new ArrayList<>();
		final List<Map<Finding, Label>> labels = new ArrayList<>();
		try (Trrg trrg = Trrg.open(model, "cpu")) {
			for (final StudyItem item : dataset.split("val")) {
				final Map<String, Double> named = new HashMap<>();
				trrg.perceive(study(item)).clues().forEach(clue -> named.put(clue.disease().name(), clue.probability()));
				probabilities.add(named);
				labels.add(dataset.labels(item));
			}
		}
		final ClueScores scores = new ClueScores(probabilities, labels);
		final Map<String, Double> known = new TreeMap<>();
		for (final String disease : scores.diseases())
			if (scores.positives(disease) >= ClueScores.POSITIVES_AT_LEAST) known.put(disease, scores.auroc(disease).orElseThrow());
		known.put("mean", scores.meanAuroc().orElseThrow());
		return known;
	}

	private static Study study(final StudyItem item) {
		return new Study(item.id(), item.images().stream().limit(2).map(GreyImageReader::read).toList(), item.indication());
	}

	private void tune(final Path dataset, final Path out, final FineTuningPlan plan) {
		final long cpu = cpu();
		final long deadline = Double.isInfinite(minutes) ? Long.MAX_VALUE : System.nanoTime() + (long) (minutes * 60e9);
		final FineTuned done = FineTuning.run(dataset, MODEL, plan, new TrainingRun(Device.cpu(), out, 0, deadline, true, Set.of()), new Progress() {

			private long told;

			@Override
			public void update(final double fraction, final String message) {
				if (fraction >= 0 && System.nanoTime() - told < 5e9 && !message.contains("validation")) return;
				told = System.nanoTime();
				System.out.println(message);
			}

			@Override
			public boolean isCanceled() {
				return false;
			}
		});
		System.out.printf(Locale.ROOT, "%s%n%.1f CPU minutes%n", done, (cpu() - cpu) / 60e9);
	}

	/** Of the whole process, all threads. */
	private static long cpu() {
		return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private static void print(final String when, final Map<String, Double> scores) {
		System.out.println(when + ":");
		scores.forEach((name, value) -> System.out.printf(Locale.ROOT, "  %-28s %.4f%n", name, value));
	}
}
