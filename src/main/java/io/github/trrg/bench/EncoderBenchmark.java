package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import com.google.gson.JsonObject;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.NetworkConfig;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.Precision;
import io.github.trrg.nn.VisualEncoder;
import io.github.trrg.study.Preprocessing;

/** Images through the visual encoder, with random weights. */
final class EncoderBenchmark {

	private static final int WARM = 3;
	/** What a round takes at least, seconds. */
	private static final double ROUND = 0.5;

	private final JsonObject vision;
	private final int size;
	private final BenchSettings settings;
	private final Progress progress;

	/** @param model folder of the model whose encoder it is; null for that of the settings */
	EncoderBenchmark(final Path model, final BenchSettings settings, final Progress progress) {
		this.settings = settings;
		this.progress = progress;
		vision = model == null ? settings.vision().json() : JsonFields.read(model.resolve(TrrgModel.CONFIG)).requireObject("vision").json();
		size = model == null ? settings.vision().size() : Preprocessing.read(model.resolve(Preprocessing.FILE_NAME)).size();
	}

	/** @param images encoded together @param python interpreter, or null @param folder for what a peer needs */
	BenchRow run(final Precision precision, final int images, final Path python, final Path folder) {
		final JsonFields fields = JsonFields.parse("visual encoder", vision.toString());
		final Function<Parameters.Scope, VisualEncoder> build = NetworkConfig.vision(fields);
		final int channels = fields.requireInt("num_channels", 1, 16);
		final JsonObject config = new JsonObject(), shapes = new JsonObject();
		config.add("vision", vision);
		shapes.addProperty("images", images);
		shapes.addProperty("size", size);
		final float[] pixels = new float[images * channels * size * size];
		final Random random = new Random(1);
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (float) random.nextGaussian();
		final List<Double> own = new ArrayList<>();
		try (PythonNetwork peer = new PythonNetwork(python, "encode", config, shapes, precision, folder);
			Parameters parameters = new Parameters(Torch.device("cpu"), precision, Parameters.Source.NONE, 1))
		{
			final VisualEncoder encoder = build.apply(parameters.root());
			final Runnable once = () -> {
				progress.checkCanceled();
				try (NDManager step = Torch.newManager(Torch.device("cpu"))) {
					Torch.setGradients(false);
					final NDArray x = step.create(pixels, new Shape(images, channels, size, size));
					encoder.encode(x, false).toFloatArray();
				}
			};
			progress.update(-1, "Encoding images in " + precision);
			final int count = (int) Math.ceil(ROUND / Math.min(ROUND, warmUp(once)));
			for (int round = 1; round <= settings.rounds(); round++) {
				progress.update(-1, "Encoding images in " + precision + ", round " + round + " of " + settings.rounds());
				own.add(count * images / seconds(once, count));
				peer.round(count, progress);
			}
			return new BenchRow("encode" + (images == 1 ? "" : " " + images), BenchRow.name(precision), Runtime.getRuntime().availableProcessors(), "images", own, peer
				.rates(), Double.NaN);
		}
	}

	/** Longer before many rounds: the JVM compiles what runs often. @return seconds of the last run */
	private double warmUp(final Runnable once) {
		final long start = System.nanoTime();
		double last = 0;
		for (int i = 0; i < WARM || System.nanoTime() - start < ROUND * settings.rounds() * 1e9; i++)
			last = seconds(once, 1);
		return last;
	}

	private static double seconds(final Runnable once, final int count) {
		final long start = System.nanoTime();
		for (int i = 0; i < count; i++)
			once.run();
		return (System.nanoTime() - start) / 1e9;
	}
}
