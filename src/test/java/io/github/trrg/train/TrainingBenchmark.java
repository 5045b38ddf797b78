package io.github.trrg.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import ai.djl.Device;

import io.github.trrg.Memory;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Precision;

/**
 * Not a test: {@code java … io.github.trrg.train.TrainingBenchmark [steps] [device] [precision] [recipe]} trains each stage on synthetic
 * radiographs for at least so many steps and prints how long a step takes and whether memory grows.
 */
public final class TrainingBenchmark {

	private static final int BATCH = 2;
	/** At least, with the studies of {@link TinyDataset}. */
	private static final int STEPS_OF_AN_EPOCH = 8;

	private TrainingBenchmark() {}

	public static void main(final String... arguments) throws IOException {
		final int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
		final Device device = Torch.device(arguments.length > 1 ? arguments[1] : "auto");
		final Precision precision = Precision.of(arguments.length > 2 ? arguments[2] : "auto", device);
		final Path folder = Files.createTempDirectory("trrg"), dataset = TinyDataset.make(folder.resolve("dataset"));
		final Path recipe = arguments.length > 3 ? Path.of(arguments[3]) : TinyModel.makeRecipe(folder.resolve("recipe"));
		System.out.printf(Locale.ROOT, "%s, %s, batches of %d%n", Torch.name(device), precision, BATCH);
		final Path first = folder.resolve("pretrained"), second = folder.resolve("finetuned");
		prepare(recipe, first, steps);
		train(steps, device, progress -> Pretraining.run(dataset, recipe, run(device, precision, first, steps), progress));
		prepare(first, second, steps);
		train(steps, device, progress -> FineTuning.run(dataset, first, FineTuningPlan.standard(), run(device, precision, second, steps), progress));
		try (Stream<Path> files = Files.walk(folder)) {
			files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
		}
	}

	private static TrainingRun run(final Device device, final Precision precision, final Path out, final int steps) {
		return new TrainingRun(device, precision, out, (steps + STEPS_OF_AN_EPOCH - 1) / STEPS_OF_AN_EPOCH, null, Long.MAX_VALUE, true, Set.of());
	}

	/** A copy of the base whose stages go on for so many steps without a pause. */
	private static void prepare(final Path base, final Path out, final int steps) throws IOException {
		new TrainingRun(Device.cpu(), out, 0, Long.MAX_VALUE, false, Set.of()).prepareFolder(base);
		final JsonObject settings = JsonFields.read(out.resolve(TrainingRun.SETTINGS)).json();
		for (final String stage : settings.keySet()) {
			final JsonObject each = settings.getAsJsonObject(stage);
			each.addProperty("batch", BATCH);
			each.addProperty("patience", steps);
			each.addProperty("coarse", 0);
			each.addProperty("saveSeconds", 1e9);
		}
		Files.writeString(out.resolve(TrainingRun.SETTINGS), settings.toString());
	}

	/** After a collection of garbage, as Java returns the direct memory behind new arrays only then. */
	private static void tell(final String stage, final int steps, final Device device) {
		System.gc();
		final Runtime java = Runtime.getRuntime();
		System.out.printf(Locale.ROOT, "%s after %d steps: %d live arrays and managers, process %d MB, of it Java's heap %d MB%n", stage, steps, Memory.live(device), Memory
			.residentMegabytes(), java.totalMemory() >> 20);
	}

	private static void train(final int steps, final Device device, final Consumer<Progress> training) {
		final Map<String, List<Double>> seconds = new LinkedHashMap<>();
		training.accept(new Progress() {

			private long last = System.nanoTime();

			@Override
			public void update(final double fraction, final String message) {
				final long now = System.nanoTime();
				final String stage = message.replaceFirst(":.*", "");
				if (message.contains(", step ")) {
					final List<Double> times = seconds.computeIfAbsent(stage, key -> new ArrayList<>());
					if (!message.contains("step 1 of")) times.add((now - last) / 1e9); // that of an epoch's first step holds the validation before
					if (!message.contains("step 1 of") && times.size() % Math.max(1, steps / 5) == 1) tell(stage, times.size(), device);
				}
				last = System.nanoTime();
			}

			@Override
			public boolean isCanceled() {
				return false;
			}
		});
		seconds.forEach((stage, times) -> System.out.printf(Locale.ROOT, "%s: %d steps, median %.2f ms%n", stage, times.size(), 1e3 * times.stream().sorted().skip(times.size() / 2)
			.findFirst().orElse(Double.NaN)));
	}
}
