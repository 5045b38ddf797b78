package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.JsonFields;
import io.github.trrg.engine.Torch;
import io.github.trrg.SharedData;
import io.github.trrg.model.Weights;

/** A small published-style model with inputs and the outputs of the reference implementation. */
record PublishedModel(Path folder, Weights inputs, Weights expected, Parameters parameters, NDManager step, double tolerance) implements AutoCloseable {

	static PublishedModel open(final String name, final double tolerance) {
		final Path folder = SharedData.path("fixtures/" + name + "-tiny-random");
		final Weights weights = Weights.open(folder);
		final Parameters.Source source = (parameter, shape) -> {
			if (!weights.names().contains(parameter)) return null;
			assertArrayEquals(shape, weights.shape(parameter), parameter);
			return weights.floats(parameter);
		};
		final Parameters parameters = new Parameters(Torch.device("cpu"), source, 0);
		return new PublishedModel(folder, Weights.open(folder.resolve("inputs.safetensors")), Weights.open(folder.resolve("expected.safetensors")), parameters,
			Torch.newManager(parameters.device()), tolerance);
	}

	JsonFields config() {
		return JsonFields.read(folder.resolve("config.json"));
	}

	/** Every parameter of the network is in the file, and every tensor of the file in the network, but those. */
	void assertComplete(final Predicate<String> unused) {
		assertEquals(List.of(), parameters.fresh());
		try (Weights weights = Weights.open(folder)) {
			final Set<String> left = new TreeSet<>(weights.names());
			left.removeAll(parameters.arrays().keySet());
			left.removeIf(unused);
			assertEquals(Set.of(), left);
		}
	}

	NDArray floats(final String input) {
		return step.create(inputs.floats(input), new Shape(inputs.shape(input)));
	}

	NDArray longs(final String input) {
		return step.create(inputs.longs(input), new Shape(inputs.shape(input)));
	}

	/** A 0/1 input as numbers. */
	NDArray mask(final String input) {
		return longs(input).toType(ai.djl.ndarray.types.DataType.FLOAT32, false);
	}

	void assertMatches(final String output, final NDArray actual) {
		assertArrayEquals(expected.shape(output), actual.getShape().getShape(), output);
		assertMatches(output, actual.toFloatArray(), i -> true);
	}

	/** Compares the values whose index is wanted. */
	void assertMatches(final String output, final float[] actual, final java.util.function.IntPredicate wanted) {
		final float[] right = expected.floats(output);
		assertEquals(right.length, actual.length, output);
		double largest = 0;
		for (int i = 0; i < right.length; i++)
			if (wanted.test(i)) largest = Double.isNaN(actual[i]) ? Double.POSITIVE_INFINITY : Math.max(largest, Math.abs(actual[i] - right[i]));
		assertTrue(largest <= tolerance, output + " differs by " + largest);
	}

	@Override
	public void close() {
		step.close();
		parameters.close();
		inputs.close();
		expected.close();
	}
}
