package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.GsonBuilder;

import ai.djl.Device;

import io.github.trrg.common.Progress;
import io.github.trrg.model.FormatVersion;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Report;
import io.github.trrg.report.ReportJson;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.Pretraining;
import io.github.trrg.train.TrainingRun;

/**
 * Makes the model folder that is kept for each format version, with an image and what the model reads in it: a tiny model that has learnt
 * phantoms by heart. To be run from the root of the repository when {@link FormatVersion#NEWEST} has grown, never for an older version.
 */
public final class KeepModel {

	/** Where the kept models lie. */
	static final Path FOLDER = Path.of("src", "test", "resources", "models");
	/** Beside a model: the image, and the report object of it. */
	static final String IMAGE = "image.png", REPORT = "report.json";

	private static final int EPOCHS = 40;

	private KeepModel() {}

	public static void main(final String... arguments) throws IOException {
		final Path folder = Files.createDirectories(FOLDER.resolve("v" + FormatVersion.NEWEST));
		final Path temporary = Files.createTempDirectory("trrg");
		final Path dataset = TinyDataset.make(temporary.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(temporary.resolve("recipe")), first = temporary.resolve("first"), second = temporary.resolve("second");
		Pretraining.run(dataset, recipe, run(first), Progress.NONE);
		FineTuning.run(dataset, first, FineTuningPlan.standard(), run(second), Progress.NONE);
		try (Stream<Path> files = Files.list(second)) {
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
				Files.copy(file, folder.resolve(file.getFileName()));
		}
		// A short text, which the rounding of other processors will not change.
		Files.writeString(folder.resolve(TrrgModel.GENERATION), "{\"min_length\": 12, \"max_length\": 12, \"no_repeat_ngram\": 1}\n");
		TinyDataset.save(Phantom.draw(0, 64, List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION)), folder.resolve(IMAGE));
		Files.writeString(folder.resolve(REPORT), new GsonBuilder().setPrettyPrinting().create().toJson(ReportJson.of(IMAGE, read(folder))) + "\n");
	}

	private static TrainingRun run(final Path out) {
		return new TrainingRun(Device.cpu(), out, EPOCHS, Long.MAX_VALUE, false, Set.of());
	}

	/** What the model in a folder makes of the image in it. */
	static Report read(final Path folder) {
		try (Trrg trrg = Trrg.open(folder, "cpu")) {
			return trrg.generate(trrg.perceive(new Study(IMAGE, List.of(GreyImageReader.read(folder.resolve(IMAGE))), "Cough.")));
		}
	}
}
