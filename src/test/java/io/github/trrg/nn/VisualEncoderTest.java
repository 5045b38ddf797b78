package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import io.github.trrg.engine.Torch;

/** What every visual encoder keeps to. */
class VisualEncoderTest {

	enum Kind {

		RESNET {
			@Override
			VisualEncoder build(final Parameters.Scope scope) {
				return new ResNet(scope, new ResNetConfig(1, 4, List.of(6, 8), List.of(1, 2), false, false, false));
			}
		},
		BOTTLENECK_RESNET {
			@Override
			VisualEncoder build(final Parameters.Scope scope) {
				return new ResNet(scope, new ResNetConfig(1, 4, List.of(8, 12), List.of(2, 1), true, true, true));
			}
		},
		SWIN {
			@Override
			VisualEncoder build(final Parameters.Scope scope) {
				return new Swin(scope, new SwinConfig(32, 4, 1, 8, List.of(2, 2), List.of(2, 4), 3, 2, true, 1e-5));
			}
		};

		abstract VisualEncoder build(Parameters.Scope scope);
	}

	/** 61 pixels: a grid that no patch, window or merging divides. */
	private static final Shape PIXELS = new Shape(2, 1, 61, 61);

	@ParameterizedTest
	@EnumSource
	void theGridHasOnePatchPerStride(final Kind kind) {
		try (Parameters parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 1); NDManager step = Torch.newManager(Device.cpu())) {
			final VisualEncoder encoder = kind.build(parameters.root());
			final int side = (61 + encoder.stride() - 1) / encoder.stride();
			assertEquals(new Shape(2, side * side, encoder.width()), encoder.encode(step.ones(PIXELS), false).getShape());
		}
	}

	@ParameterizedTest
	@EnumSource
	void anImageIsEncodedAlikeAloneAndInABatch(final Kind kind) {
		try (Parameters parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 1); NDManager step = Torch.newManager(Device.cpu())) {
			final VisualEncoder encoder = kind.build(parameters.root());
			final NDArray pixels = noise(step, PIXELS);
			final NDArray batch = encoder.encode(pixels, false);
			final NDArray alone = encoder.encode(pixels.get("1:"), false);
			assertTrue(batch.get("1:").sub(alone).abs().max().getFloat() < 1e-5);
			assertFalse(batch.get(":1").sub(alone).abs().max().getFloat() < 1e-2);
		}
	}

	/** Moving a parameter tensor a little along a random direction changes a loss by as much as its gradient says. */
	@ParameterizedTest
	@EnumSource
	void gradientsAreThoseOfFiniteDifferences(final Kind kind) {
		try (Parameters parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 1); NDManager step = Torch.newManager(Device.cpu())) {
			final VisualEncoder encoder = kind.build(parameters.root());
			final Map<String, NDArray> trained = parameters.train(name -> true);
			final NDArray pixels = noise(step, PIXELS);
			final NDArray tokens = encoder.encode(pixels, true);
			final NDArray weights = noise(step, tokens.getShape());
			try (GradientCollector collector = Torch.start().newGradientCollector()) {
				collector.backward(encoder.encode(pixels, true).mul(weights).sum());
			}
			final Random random = new Random(3);
			trained.forEach((name, parameter) -> {
				final NDArray direction = step.create(signs(random, (int) parameter.size()), parameter.getShape());
				final NDArray gradient = parameter.getGradient();
				final double expected = gradient.mul(direction).sum().getFloat();
				final double scale = gradient.norm().getFloat(); // typical size of the product
				gradient.close();
				final double h = 0.006 / Math.max(scale, 1); // large against rounding, small against curvature and the kinks of rectifiers
				final double measured = (loss(encoder, pixels, weights, parameter, direction.mul(h)) - loss(encoder, pixels, weights, parameter, direction.mul(-h))) / (2 * h);
				assertEquals(expected, measured, 0.04 * scale + 0.01, name);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingStaysWithTheParameters(final Kind kind) {
		try (Parameters parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 1)) {
			final VisualEncoder encoder = kind.build(parameters.root());
			final NDManager manager = parameters.train(name -> true).values().iterator().next().getManager();
			final int before = manager.getManagedArrays().size();
			try (NDManager step = Torch.newManager(Device.cpu()); GradientCollector collector = Torch.start().newGradientCollector()) {
				collector.backward(encoder.encode(noise(step, PIXELS), true).sum());
			}
			assertEquals(before, manager.getManagedArrays().size());
		}
	}

	private static double loss(final VisualEncoder encoder, final NDArray pixels, final NDArray weights, final NDArray parameter, final NDArray change) {
		Torch.setGradients(false);
		parameter.addi(change);
		final float[] tokens = encoder.encode(pixels, true).toFloatArray();
		parameter.subi(change);
		final float[] w = weights.toFloatArray();
		double sum = 0;
		for (int i = 0; i < w.length; i++)
			sum += (double) tokens[i] * w[i];
		return sum;
	}

	private static NDArray noise(final NDManager step, final Shape shape) {
		final float[] values = new float[(int) shape.size()];
		Init.normal(1).fill(values, shape.getShape(), new Random(2));
		return step.create(values, shape);
	}

	private static float[] signs(final Random random, final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = random.nextBoolean() ? 1 : -1;
		return values;
	}
}
