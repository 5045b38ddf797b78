package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.TrainingRun;

/**
 * Not a test: {@code java … io.github.trrg.FineTuningBenchmark impressions|disease|regions FOLDER [what to train]} fine-tunes the default
 * model, leaves everything in the folder, and prints what it was worth on studies it has not seen.
 */
public final class FineTuningBenchmark {

	private static final Path MODEL = Path.of("models", "trrg-iu-small");
	private static final Path IU = Path.of("..", "shared", "data", "iu-xray");
	private static final int TUNED_ON = 150;

	private FineTuningBenchmark() {}

	public static void main(final String... arguments) throws IOException {
		final Path folder = Files.createDirectories(Path.of(arguments[1]));
		final Trainable trained = Trainable.of(arguments.length > 2 ? arguments[2] : "auto");
		switch (arguments[0]) {
			case "impressions" -> impressions(folder, trained);
			case "disease" -> disease(folder, false);
			case "regions" -> disease(folder, true);
			default -> throw new IllegalArgumentException(arguments[0]);
		}
	}

	/** The impressions of validation studies, every other one to learn from: their other half tells what was learnt. */
	private static void impressions(final Path folder, final Trainable trained) throws IOException {
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
				Files.copy(image, images.resolve(image.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(dataset.resolve("annotation.json"), new Gson().toJson(Map.of("train", items)));
		print("before", impressionScores(MODEL, other));
		tune(dataset, folder.resolve("model"), new FineTuningPlan(trained, TargetText.IMPRESSION, List.of(), null));
		print("after", impressionScores(folder.resolve("model"), other));
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
	private static void disease(final Path folder, final boolean regions) throws IOException {
		final PhantomStudies phantoms = new PhantomStudies("tuberculosis", Abnormality.valueOf("LEFT_" + System.getProperty("x.what", "LUNG_LESION")), Abnormality.valueOf("RIGHT_" + System.getProperty("x.what", "LUNG_LESION")), 256, "", "");
		final Path dataset = phantoms.write(folder.resolve("data set"), 0, 30);
		final Path model = folder.resolve("model");
		tune(dataset, model, new FineTuningPlan(Trainable.AUTO, TargetText.REPORT, List.of(Disease.parse(
			"tuberculosis:There is tuberculosis.|Tuberculosis of the upper lobe.:No tuberculosis.|There is no evidence of tuberculosis.")), regions ? RoiFiles::inside
				: null));
		System.out.println("fresh phantoms: " + phantoms.read(model, 1000, 100));
		print("what the base knew, AUROC on radiographs before", radiographs(MODEL));
		print("and after", radiographs(model));
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

	private static void tune(final Path dataset, final Path out, final FineTuningPlan plan) {
		final long cpu = cpu();
		final FineTuned done = FineTuning.run(dataset, MODEL, plan, new TrainingRun(Device.cpu(), out, 0, Long.MAX_VALUE, true, Set.of()), new Progress() {

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
