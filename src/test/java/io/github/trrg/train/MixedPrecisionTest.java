package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonObject;

import ai.djl.Device;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.Precision;

/** The same training with products in float32 and in bfloat16. */
class MixedPrecisionTest {

	private static final int EPOCHS = 6;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void bfloat16LearnsAsFloat32Does(final Device device) throws IOException {
		final Path dataset = TinyDataset.make(folder.resolve("data set"));
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		final JsonObject settings = JsonFields.read(recipe.resolve(TrainingRun.SETTINGS)).json();
		for (final String stage : settings.keySet()) {
			settings.getAsJsonObject(stage).addProperty("batch", 4);
			settings.getAsJsonObject(stage).addProperty("dropout", 0);
			settings.getAsJsonObject(stage).addProperty("augment", 0);
			settings.getAsJsonObject(stage).addProperty("coarse", 0);
		}
		Files.writeString(recipe.resolve(TrainingRun.SETTINGS), settings.toString());
		final Losses exact = train(device, Precision.FLOAT32, dataset, recipe), rounded = train(device, Precision.BFLOAT16, dataset, recipe);
		for (final Losses each : List.of(exact, rounded)) {
			assertTrue(each.last("language") < 0.85 * each.first("language"), each::toString);
			assertTrue(each.last("contrast") < 0.6 * each.first("contrast"), each::toString);
		}
		assertEquals(exact.last("language"), rounded.last("language"), 0.02 * exact.last("language"));
		// Rounding sets the steps apart, and two stages came before: it falls as far, within a tenth.
		assertEquals(exact.last("contrast"), rounded.last("contrast"), 0.1 * (exact.first("contrast") - exact.last("contrast")));
		try (Weights one = Weights.open(folder.resolve("float32")); Weights other = Weights.open(folder.resolve("bfloat16"))) {
			final float[] weight = other.floats("mapper.projection.weight"), trained = other.floats("text_projection.weight");
			assertEquals(weight.length, one.floats("mapper.projection.weight").length);
			assertFalse(Arrays.equals(one.floats("text_projection.weight"), trained), "the precision makes no difference");
			int fine = 0;
			for (final float value : trained)
				if ((Float.floatToRawIntBits(value) & 0xffff) != 0) fine++;
			assertTrue(fine > trained.length / 2, "trained weights keep 32 bits");
		}
	}

	private Losses train(final Device device, final Precision precision, final Path dataset, final Path recipe) {
		final Losses losses = new Losses(new ArrayList<>());
		final Path out = folder.resolve(precision.toString());
		Pretraining.run(dataset, recipe, new TrainingRun(device, precision, out, EPOCHS, null, Long.MAX_VALUE, false, Set.of()), losses);
		assertTrue(Files.exists(out.resolve(TrrgModel.WEIGHTS)));
		return losses;
	}

	/** Mean loss of each epoch, as told at its last step. */
	private record Losses(List<String> told) implements Progress {

		private static final Pattern LAST = Pattern.compile("(\\w+): epoch \\d+ of \\d+, step (\\d+) of \\2, loss ([0-9.]+),.*");

		@Override
		public void update(final double fraction, final String message) {
			if (LAST.matcher(message).matches()) told.add(message);
		}

		@Override
		public boolean isCanceled() {
			return false;
		}

		private List<Double> of(final String stage) {
			return told.stream().map(LAST::matcher).filter(Matcher::matches).filter(match -> match.group(1).equals(stage)).map(match -> Double.valueOf(match.group(3))).toList();
		}

		double first(final String stage) {
			return of(stage).get(0);
		}

		double last(final String stage) {
			return of(stage).get(EPOCHS - 1);
		}
	}
}
