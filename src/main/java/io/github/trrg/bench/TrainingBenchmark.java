package io.github.trrg.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import com.google.gson.Gson;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Precision;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.View;
import io.github.trrg.train.TrainingStep;
import io.github.trrg.train.TrainingWatch;

/** Updates of the weights on synthetic radiographs, in turns with the peer; training is stopped when enough are measured. */
final class TrainingBenchmark {

	private static final int SIZE = 256, IMAGES = 24;
	/** So many that the whole language model is trained, and no epoch ends. */
	private static final int STUDIES = 2400;
	/** The identity of a patient decides who is held out: of these two the second. */
	private static final String TRAINING = "a", HELD_OUT = "p";
	private static final List<String> SICK = List.of("The heart is normal in size.", "There is a small left pleural effusion with adjacent atelectasis.",
		"No pneumothorax is seen.", "The mediastinal contours are within normal limits.", "Degenerative changes of the thoracic spine."),
			HEALTHY = List.of("The cardiomediastinal silhouette is within normal limits.", "The lungs are clear without focal consolidation.",
				"No pleural effusion or pneumothorax.", "No acute bony abnormality.");

	private final Path model;
	private final Path folder;
	private final BenchSettings settings;
	private final Progress progress;
	private final Path dataset;

	/** @param folder for data set and models, which are of no use afterwards */
	TrainingBenchmark(final Path model, final Path folder, final BenchSettings settings, final Progress progress) {
		this.model = model;
		this.folder = folder;
		this.settings = settings;
		this.progress = progress;
		dataset = dataset(folder.resolve("dataset"));
	}

	/** @param python interpreter, or null */
	BenchRow run(final TrainingStage stage, final Precision precision, final Path python) {
		final JsonFields config = JsonFields.read(model.resolve(TrrgModel.CONFIG));
		try (PythonNetwork peer = new PythonNetwork(python, stage.toString(), PythonNetwork.withSizes(config), stage.shapes(model, SICK), precision, folder)) {
			final Steps steps = new Steps(peer);
			try {
				stage.train(dataset, model, folder.resolve(stage + " " + precision), precision, steps);
			}
			catch (final CancellationException e) {
				progress.checkCanceled();
			}
			if (steps.rates.isEmpty()) throw new TrrgException("Training " + stage + " ended before it was measured.");
			return new BenchRow("train " + stage, BenchRow.name(precision), Runtime.getRuntime().availableProcessors(), "updates", steps.rates, peer.rates(),
				Double.NaN);
		}
	}

	/** Rounds of some updates, then as many of the peer. The update after does not count, as its batch was read meanwhile. */
	private final class Steps implements TrainingWatch {

		private static final int ROUND = 2, WARM = 4;

		private final PythonNetwork peer;
		private final List<Double> rates = new ArrayList<>();
		private int counted = -WARM;
		private long start;

		Steps(final PythonNetwork peer) {
			this.peer = peer;
		}

		@Override
		public void updated(final TrainingStep step) {
			final long now = System.nanoTime();
			if (++counted == ROUND) {
				rates.add(ROUND * 1e9 / (now - start));
				peer.round(ROUND, progress);
				counted = -1;
			}
			else if (counted == 0) start = now;
		}

		@Override
		public void update(final double fraction, final String message) {
			progress.update(fraction, message);
		}

		@Override
		public boolean isCanceled() {
			return rates.size() >= settings.rounds() || progress.isCanceled();
		}
	}

	private static Path dataset(final Path folder) {
		try {
			final Path images = Files.createDirectories(folder.resolve("images"));
			for (int i = 0; i < IMAGES; i++) {
				final List<Phantom.Abnormality> abnormal = i % 2 == 0 ? List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION) : List.of();
				ImageIO.write(image(Phantom.draw(i, SIZE, abnormal).view()), "png", images.resolve(i + ".png").toFile());
			}
			final List<Map<String, Object>> studies = new ArrayList<>();
			for (int i = 0; i < STUDIES; i++) {
				final int first = i % IMAGES, second = (i + 2) % IMAGES; // both sick or both healthy
				studies.add(Map.of("id", "phantom" + i, "subject_id", i < 2 ? HELD_OUT : TRAINING, "report", String.join(" ", i % 2 == 0 ? SICK : HEALTHY), "image_path",
					List.of(first + ".png", second + ".png")));
			}
			Files.writeString(folder.resolve("annotation.json"), new Gson().toJson(Map.of("train", studies)));
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
