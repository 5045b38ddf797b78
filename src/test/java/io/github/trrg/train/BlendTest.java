package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.TinyModel;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Precision;

class BlendTest {

	private static final String TRAINED = "text_projection.";

	@TempDir
	private Path folder;

	/** What the model makes of a text, and how often it was judged by that. */
	private record Judged(TrrgModel model, List<float[]> seen) implements Objective<Object> {

		@Override
		public String name() {
			return "judged";
		}

		@Override
		public int size() {
			return 1;
		}

		@Override
		public boolean trains(final String parameter) {
			return parameter.startsWith(TRAINED);
		}

		@Override
		public Object prepare(final int[] items, final double done, final long seed) {
			return items;
		}

		@Override
		public NDArray loss(final NDManager step, final Object batch) {
			throw new AssertionError("nothing is trained here");
		}

		@Override
		public HeldOutScores validate(final Progress progress) {
			seen.add(embedded(model));
			return new HeldOutScores(0, Map.of(), List.of());
		}
	}

	private static float[] embedded(final TrrgModel model) {
		Torch.setGradients(false);
		try (NDManager step = Torch.newManager(Device.cpu())) {
			return model.embedTexts(step, List.of(new int[] { 5, 6, 7 })).toFloatArray();
		}
	}

	/** In mixed precision too, each part is judged by its own weights: at 0 the base's; what is kept in the end are the learnt ones. */
	@Test
	void eachPartIsJudgedByItsWeights() {
		final Path base = TinyModel.make(folder.resolve("base"));
		final float[] before, learnt;
		final List<float[]> seen = new ArrayList<>();
		try (TrrgModel model = TrrgModel.openForTraining(base, Device.cpu(), Precision.BFLOAT16, 1)) {
			before = embedded(model);
			model.parameters().train(name -> false);
			model.parameters().arrays().forEach((name, array) -> {
				if (name.startsWith(TRAINED)) array.set(array.neg().add(0.1f).toFloatArray());
			});
			learnt = embedded(model);
			Blend.least(model, base, new Judged(model, seen), 1, new double[] { 0, 0.5 }, 0, Progress.NONE);
			assertArrayEquals(learnt, embedded(model), 1e-6f);
		}
		assertEquals(2, seen.size());
		assertArrayEquals(before, seen.get(0), 1e-6f);
	}
}
