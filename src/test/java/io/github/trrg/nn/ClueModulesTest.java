package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

/** Perception, injection and interaction: what masks promise, and perception against its formula written out. */
class ClueModulesTest {

	private static final int WIDTH = 8;

	private final Random random = new Random(3);
	private Parameters parameters;
	private NDManager manager;

	@BeforeEach
	void open() {
		parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 5);
		manager = Torch.newManager(Device.cpu());
	}

	@AfterEach
	void close() {
		manager.close();
		parameters.close();
	}

	@Test
	void perceptionFollowsItsFormula() {
		final DiseasePerception perception = new DiseasePerception(parameters.root(), WIDTH, 4);
		final float[] patches = values(3 * 4);
		final float[] positive = unit(values(4));
		final float[] negative = unit(values(4));
		final DiseasePerception.Result result = perception.perceive(manager.create(patches, new Shape(1, 3, 4)), manager.ones(new Shape(1, 3)),
			manager.create(positive, new Shape(1, 4)), manager.create(negative, new Shape(1, 4)));
		final double[] attention = new double[3];
		for (int p = 0; p < 3; p++)
			attention[p] = Math.exp(5 * dot(unit(Arrays.copyOfRange(patches, 4 * p, 4 * p + 4)), positive)); // sharpness starts at 5
		final double sum = Arrays.stream(attention).sum();
		final float[] evidence = new float[4];
		for (int p = 0; p < 3; p++)
			for (int e = 0; e < 4; e++)
				evidence[e] += attention[p] / sum * patches[4 * p + e];
		final double logit = (dot(unit(evidence), positive) - dot(unit(evidence), negative)) / 0.07; // temperature starts at 0.07
		assertEquals(logit, result.logits().getFloat(0, 0), 1e-3);
		for (int p = 0; p < 3; p++)
			assertEquals(attention[p] / sum, result.attention().getFloat(0, 0, p), 1e-5);

		// What speaks against this disease speaks for its opposite; one of the two maps has something to show.
		final double[] adds = new double[3];
		for (int p = 0; p < 3; p++) {
			final float[] patch = Arrays.copyOfRange(patches, 4 * p, 4 * p + 4);
			adds[p] = attention[p] * (dot(patch, positive) - dot(patch, negative));
		}
		assertMap(adds, patches, result.attention(), positive, negative);
		assertMap(Arrays.stream(adds).map(value -> -value).toArray(), patches, result.attention(), negative, positive);
	}

	private void assertMap(final double[] adds, final float[] patches, final NDArray attention, final float[] positive, final float[] negative) {
		final float[] map = DiseasePerception.evidenceMaps(manager.create(patches, new Shape(1, 3, 4)), attention, manager.create(positive, new Shape(1, 4)),
			manager.create(negative, new Shape(1, 4))).toFloatArray();
		final double sum = Arrays.stream(adds).map(value -> Math.max(0, value)).sum();
		for (int p = 0; p < adds.length; p++)
			assertEquals(sum == 0 ? 0 : Math.max(0, adds[p]) / sum, map[p], 1e-5);
	}

	/** Black corners make patches of zeros: their direction is undefined, their gradient must not be. */
	@Test
	void patchesOfZerosKeepGradientsFinite() {
		Torch.setGradients(true);
		final NDArray patches = manager.zeros(new Shape(1, 2, 4));
		patches.setRequiresGradient(true);
		final DiseasePerception perception = new DiseasePerception(parameters.root(), WIDTH, 4);
		final NDArray text = manager.create(unit(values(4)), new Shape(1, 4));
		Torch.backward(perception.match(patches, manager.ones(new Shape(1, 2)), text).similarity().sum());
		for (final float value : patches.getGradient().toFloatArray())
			assertTrue(Float.isFinite(value));
	}

	@Test
	void cluesThatAreNotSelectedLeaveTheVisualTokensAlone() {
		final ClueInteraction interaction = new ClueInteraction(parameters.root(), WIDTH, 2);
		final float[] visual = values(5 * WIDTH);
		final float[] clues = values(3 * WIDTH);
		final float[] other = clues.clone();
		for (int i = WIDTH; i < 2 * WIDTH; i++)
			other[i] += 1;
		final float[] mask = { 1, 0, 1 };
		assertArrayEquals(interact(interaction, visual, 5, clues, mask).visual().toFloatArray(), interact(interaction, visual, 5, other, mask).visual().toFloatArray(), 1e-6f);
	}

	@Test
	void aClueDoesNotDependOnItsNeighbours() {
		final ClueInteraction interaction = new ClueInteraction(parameters.root(), WIDTH, 2);
		final float[] visual = values(5 * WIDTH);
		final float[] clues = values(3 * WIDTH);
		final ClueInteraction.Result together = interact(interaction, visual, 5, clues, new float[] { 1, 1, 1 });
		final ClueInteraction.Result alone = interact(interaction, visual, 5, Arrays.copyOf(clues, WIDTH), new float[] { 1 });
		assertArrayEquals(alone.clues().toFloatArray(), Arrays.copyOf(together.clues().toFloatArray(), WIDTH), 1e-5f);
		assertArrayEquals(alone.attention().toFloatArray(), Arrays.copyOf(together.attention().toFloatArray(), 5), 1e-6f);
		for (final float share : together.attention().sum(new int[] { 2 }).toFloatArray())
			assertTrue(share > 0 && share < 1, "the global token takes a share of the attention");
	}

	@Test
	void missingViewsAreNotSeen() {
		final ClueInteraction interaction = new ClueInteraction(parameters.root(), WIDTH, 2);
		final float[] one = values(4 * WIDTH);
		final float[] padded = Arrays.copyOf(one, 8 * WIDTH);
		Arrays.fill(padded, 4 * WIDTH, 8 * WIDTH, 7);
		final float[] clue = values(WIDTH);
		final ClueInteraction.Result masked = interaction.forward(manager.create(padded, new Shape(1, 8, WIDTH)), manager.create(new float[] { 1, 1, 1, 1, 0, 0, 0, 0 },
			new Shape(1, 8)), manager.create(clue, new Shape(1, 1, WIDTH)), manager.ones(new Shape(1, 1)));
		assertArrayEquals(interact(interaction, one, 4, clue, new float[] { 1 }).clues().toFloatArray(), masked.clues().toFloatArray(), 1e-5f);
	}

	private ClueInteraction.Result interact(final ClueInteraction interaction, final float[] visual, final int tokens, final float[] clues, final float[] mask) {
		return interaction.forward(manager.create(visual, new Shape(1, tokens, WIDTH)), manager.ones(new Shape(1, tokens)), manager.create(clues, new Shape(1,
			mask.length, WIDTH)), manager.create(mask, new Shape(1, mask.length)));
	}

	private float[] values(final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	private static float[] unit(final float[] vector) {
		final double length = Math.sqrt(dot(vector, vector));
		final float[] unit = new float[vector.length];
		for (int i = 0; i < unit.length; i++)
			unit[i] = (float) (vector[i] / length);
		return unit;
	}

	private static double dot(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += (double) a[i] * b[i];
		return sum;
	}
}
