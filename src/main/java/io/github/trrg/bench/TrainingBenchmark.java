package io.github.trrg.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import com.google.gson.Gson;

import ai.djl.Device;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Precision;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.View;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.TrainingRun;
import io.github.trrg.train.TrainingStep;
import io.github.trrg.train.TrainingWatch;

/** Steps of fine-tuning on synthetic radiographs, stopped when enough are measured. */
final class TrainingBenchmark {

	private static final int SIZE = 256, TRAINING = 20, STUDIES = 24;

	private TrainingBenchmark() {}

	/** @param folder for data set and model, which are of no use afterwards */
	static List<BenchRow> run(final Path model, final Path folder, final BenchSettings settings, final Progress progress) {
		final Device device = Torch.device("cpu");
		final Precision precision = Precision.best(device);
		final Steps steps = new Steps(settings.rounds(), progress);
		try {
			FineTuning.run(dataset(folder.resolve("dataset")), model, new FineTuningPlan(Trainable.WRITING, TargetText.REPORT, List.of(), null),
				new TrainingRun(device, precision, folder.resolve("trained"), settings.rounds() + 1, null, Long.MAX_VALUE, true, Set.of()), steps);
		}
		catch (final CancellationException e) {
			progress.checkCanceled();
		}
		if (steps.rates.isEmpty()) return List.of();
		return List.of(new BenchRow("train", precision.toString(), Runtime.getRuntime().availableProcessors(), "steps", steps.rates, Map.of(), Double.NaN));
	}

	/** Measures the time between steps of one epoch: before the first lies validation. */
	private static final class Steps implements TrainingWatch {

		private final int most;
		private final Progress progress;
		private final List<Double> rates = new ArrayList<>();
		private int epoch = -1;
		private long last;

		Steps(final int most, final Progress progress) {
			this.most = most;
			this.progress = progress;
		}

		@Override
		public void updated(final TrainingStep step) {
			final long now = System.nanoTime();
			if (step.epoch() == epoch) rates.add(1e9 / (now - last));
			epoch = step.epoch();
			last = now;
		}

		@Override
		public void update(final double fraction, final String message) {
			progress.update(fraction, message);
		}

		@Override
		public boolean isCanceled() {
			return rates.size() >= most || progress.isCanceled();
		}
	}

	private static Path dataset(final Path folder) {
		try {
			final Path images = Files.createDirectories(folder.resolve("images"));
			final Map<String, List<Map<String, Object>>> splits = new LinkedHashMap<>(Map.of("train", new ArrayList<>(), "val", new ArrayList<>()));
			for (int i = 0; i < STUDIES; i++) {
				final boolean sick = i % 2 == 0;
				final View view = Phantom.draw(i, SIZE, sick ? List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION) : List.of()).view();
				ImageIO.write(image(view), "png", images.resolve(i + ".png").toFile());
				splits.get(i < TRAINING ? "train" : "val").add(Map.of("id", "phantom" + i, "report", sick ? "There is a left pleural effusion."
					: "The lungs are clear. No pleural effusion.", "image_path", List.of(i + ".png")));
			}
			Files.writeString(folder.resolve("annotation.json"), new Gson().toJson(splits));
			return folder;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static BufferedImage image(final View view) {
		final BufferedImage image = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < view.height(); y++)
			for (int x = 0; x < view.width(); x++)
				image.getRaster().setSample(x, y, 0, (int) (view.pixels().getAt(x, y).get() * 255 / Phantom.WHITE));
		return image;
	}
}
