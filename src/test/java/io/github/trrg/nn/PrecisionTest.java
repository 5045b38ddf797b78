package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;

/**
 * Products in bfloat16 against those in float32. A factor rounded to 8 bits is off by at most 2⁻⁹ of itself; errors of many rounded factors
 * partly cancel, so that results and gradients as a whole are held to 1 % (2 % through an attention), and must differ at all.
 */
class PrecisionTest {

	private static final double PRODUCT = 0.01, ATTENTION = 0.02, LEAST = 1e-4;

	@BeforeAll
	static void start() {
		Torch.start();
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void linearLayers(final Device device) {
		agree(device, PRODUCT, scope -> new Linear(scope, 48, 24, true)::forward, new Shape(2, 5, 48));
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void adapters(final Device device) {
		// The second matrix of a new adapter is zero: its gradient is what the first one's product decides.
		agree(device, PRODUCT, scope -> new Linear(scope, 48, 24, false, Init.fanIn(), new Lora(4, 8))::forward, new Shape(3, 48));
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void convolutions(final Device device) {
		for (final int channels : new int[] { 1, 3, 4 })
			for (final int kernel : new int[] { 1, 3, 7 })
				for (final int stride : new int[] { 1, 2 })
					agree(device, PRODUCT, scope -> {
						final Weight weight = scope.factor("weight", Init.he(), 6, channels, kernel, kernel);
						return x -> weight.convolve(x, stride);
					}, new Shape(2, channels, 9, 8));
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void attentionWithWeights(final Device device) {
		agree(device, ATTENTION, scope -> {
			final Attention attention = new Attention(scope, scope.at("output"), 32, 4);
			return x -> attention.forward(x, x, Masks.keys(x.getManager().create(new float[] { 1, 1, 1, 0, 1, 1, 1, 1, 1, 1 }, new Shape(2, 5)))).output();
		}, new Shape(2, 5, 32));
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void languageModels(final Device device) {
		final LlamaConfig config = config();
		agree(device, ATTENTION, scope -> {
			final Llama llama = new Llama(scope, config, null);
			return x -> llama.logits(llama.forward(x, positions(x), mask(x), null, 0).hidden());
		}, new Shape(2, 6, config.hiddenSize()));
	}

	/** A rounded copy of a weight is kept while nobody trains; it must not outlive the weight's values. */
	@Test
	void roundedWeightsFollowTheirValues() {
		try (Parameters parameters = new Parameters(Device.cpu(), Precision.BFLOAT16, Parameters.Source.NONE, 1); NDManager step = Torch.newManager(Device.cpu())) {
			final Linear linear = new Linear(parameters.root(), 2, 2, false);
			Torch.setGradients(false);
			final NDArray x = step.create(new float[] { 1, 2 }, new Shape(1, 2));
			linear.forward(x);
			final NDArray weight = parameters.train(name -> true).get("weight");
			linear.forward(x);
			weight.set(new float[] { 3, 4, 5, 6 });
			parameters.train(name -> false);
			assertArrayEquals(new float[] { 11, 17 }, linear.forward(x).toFloatArray()); // exact in 8 bits
			assertArrayEquals(new float[] { 11, 17 }, linear.forward(x).toFloatArray());
		}
	}

	@Test
	void onlyProductsAreRounded() {
		try (Parameters parameters = new Parameters(Device.cpu(), Precision.BFLOAT16, Parameters.Source.NONE, 1); NDManager step = Torch.newManager(Device.cpu())) {
			Torch.setGradients(false);
			final Llama llama = new Llama(parameters.root(), config(), null);
			final NDArray x = step.ones(new Shape(1, 3, config().hiddenSize()));
			final Llama.Pass pass = llama.forward(x, positions(x), mask(x), null, 0);
			assertEquals(DataType.FLOAT32, pass.hidden().getDataType());
			assertEquals(DataType.FLOAT32, pass.keys().get(0).getDataType());
			parameters.arrays().forEach((name, array) -> assertEquals(DataType.FLOAT32, array.getDataType(), name));
		}
	}

	@Test
	void precisionsAreChosenByName() {
		assertEquals(Precision.FLOAT32, Precision.of("auto", Device.cpu()));
		assertEquals(Precision.BFLOAT16, Precision.of(" BFloat16", Device.cpu()));
		assertEquals(Precision.FLOAT32, Precision.of("float32", Device.cpu()));
		assertEquals("bfloat16", Precision.BFLOAT16.toString());
		final TrrgException e = assertThrows(TrrgException.class, () -> Precision.of("half", Device.cpu()));
		assertTrue(e.getMessage().contains("\"half\"") && e.getMessage().contains("bfloat16"), e.getMessage());
	}

	private static LlamaConfig config() {
		return LlamaConfig.fromJson(io.github.trrg.common.JsonFields.parse("test", """
			{"vocab_size": 20, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
			 "max_position_embeddings": 64, "rms_norm_eps": 1e-5, "rope_theta": 10000, "tie_word_embeddings": true}"""));
	}

	private static NDArray positions(final NDArray x) {
		return x.getManager().arange(x.getShape().get(1)).toType(DataType.FLOAT32, false).expandDims(0);
	}

	private static NDArray mask(final NDArray x) {
		return Masks.causal(x.getManager().ones(new Shape(x.getShape().get(0), x.getShape().get(1))), (int) x.getShape().get(1));
	}

	/** Results, and gradients of all parameters and of the input, in both precisions. */
	private static void agree(final Device device, final double tolerance, final Function<Parameters.Scope, Function<NDArray, NDArray>> network, final Shape input) {
		final Map<String, float[]> exact = run(device, Precision.FLOAT32, network, input), rounded = run(device, Precision.BFLOAT16, network, input);
		assertEquals(exact.keySet(), rounded.keySet());
		// Some gradients are zero but for rounding: that of the keys' bias, which a softmax does not see.
		final double least = 0.05 * exact.values().stream().mapToDouble(values -> distance(values, new float[values.length])).max().orElseThrow();
		exact.forEach((name, expected) -> {
			final double error = distance(expected, rounded.get(name)) / Math.max(least, distance(expected, new float[expected.length]));
			assertTrue(error <= tolerance, name + " is off by " + error);
			if (name.equals("result")) assertTrue(error > LEAST, name + " was not rounded: " + error);
		});
	}

	private static Map<String, float[]> run(final Device device, final Precision precision, final Function<Parameters.Scope, Function<NDArray, NDArray>> network,
		final Shape input)
	{
		final Map<String, float[]> values = new LinkedHashMap<>();
		final Random random = new Random(3);
		final BiFunction<NDManager, Shape, NDArray> noise = (manager, shape) -> {
			final float[] noisy = new float[(int) shape.size()];
			for (int i = 0; i < noisy.length; i++)
				noisy[i] = (float) random.nextGaussian();
			return manager.create(noisy, shape);
		};
		try (Parameters parameters = new Parameters(device, precision, Parameters.Source.NONE, 7); NDManager step = Torch.newManager(device)) {
			final Function<NDArray, NDArray> forward = network.apply(parameters.root());
			final Map<String, NDArray> trained = parameters.train(name -> true);
			Torch.setGradients(true);
			final NDArray x = noise.apply(step, input);
			x.setRequiresGradient(true);
			final NDArray y = forward.apply(x);
			values.put("result", y.toFloatArray());
			Torch.backward(y.mul(noise.apply(step, y.getShape())).sum());
			trained.put("input", x);
			trained.forEach((name, array) -> {
				if (!array.hasGradient()) return;
				try (NDArray gradient = array.getGradient()) {
					values.put("gradient of " + name, gradient.toFloatArray());
				}
			});
			return values;
		}
	}

	private static double distance(final float[] a, final float[] b) {
		assertEquals(a.length, b.length);
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += Math.pow(a[i] - b[i], 2);
		return Math.sqrt(sum);
	}
}
