package io.github.trrg.nn;

import java.util.Locale;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;

/**
 * What a network rounds the factors of its products to. Parameters, sums, norms, softmaxes and losses have 32 bits in either precision
 * (mixed precision, Micikevicius et al. 2018; bfloat16 has the range of float32, so that losses need no scale, Kalamkar et al. 2019).
 */
public enum Precision {

	/** 32 bits throughout. */
	FLOAT32 {

		@Override
		NDArray linear(final NDArray x, final NDArray weight, final NDArray bias) {
			return bias == null ? ai.djl.nn.core.Linear.linear(x, weight, null).singletonOrThrow() : Kernels.run("linear", x, weight, bias);
		}

		@Override
		NDArray convolve(final NDArray x, final NDArray weight, final int stride) {
			final long pad = weight.getShape().get(2) / 2;
			return Conv2d.conv2d(x, weight, null, new Shape(stride, stride), new Shape(pad, pad), new Shape(1, 1), 1).singletonOrThrow();
		}

		@Override
		NDArray matMul(final NDArray a, final NDArray b) {
			return a.matMul(b);
		}

		@Override
		NDArray attend(final NDArray q, final NDArray k, final NDArray v, final NDArray mask) {
			return Kernels.run("attention", q, k, v, mask);
		}
	},
	/** 16 bits, 8 of them for the mantissa. */
	BFLOAT16 {

		@Override
		NDArray linear(final NDArray x, final NDArray weight, final NDArray bias) {
			final NDArray y = Kernels.run("linear_bfloat16", x, weight);
			return bias == null ? y : y.add(bias);
		}

		@Override
		NDArray convolve(final NDArray x, final NDArray weight, final int stride) {
			return Kernels.run(stride == 1 ? "convolution_bfloat16" : "halving_convolution_bfloat16", x, weight);
		}

		@Override
		NDArray matMul(final NDArray a, final NDArray b) {
			return Kernels.run("matmul_bfloat16", a, b);
		}

		@Override
		NDArray attend(final NDArray q, final NDArray k, final NDArray v, final NDArray mask) {
			// On the CPU rounding would make it several times slower.
			return Kernels.run(q.getDevice().isGpu() ? "attention_bfloat16" : "attention", q, k, v, mask);
		}
	};

	/** x (…, in), weight (out, in), bias (out) or null → (…, out) */
	abstract NDArray linear(NDArray x, NDArray weight, NDArray bias);

	/** x (N, in, H, W), weight (out, in, k, k) with odd k, padded by k / 2; stride 1 or 2 */
	abstract NDArray convolve(NDArray x, NDArray weight, int stride);

	/** (…, n, k), (…, k, m) → (…, n, m) */
	abstract NDArray matMul(NDArray a, NDArray b);

	/** q (B, heads, T, d), k and v (B, kvHeads, S, d), mask (B or 1, heads or 1, T or 1, S) added to the scores → (B, heads, T, d) */
	abstract NDArray attend(NDArray q, NDArray k, NDArray v, NDArray mask);

	/** {@link #BFLOAT16} on a GPU that computes in it, else {@link #FLOAT32}: a CPU is asked for it only by name, as few are faster so. */
	public static Precision best(final Device device) {
		return Torch.hasBfloat16(device) ? BFLOAT16 : FLOAT32;
	}

	/**
	 * @param name {@code auto} for the {@link #best}, {@code float32}, {@code bfloat16}
	 * @throws TrrgException if there is no such precision, or that GPU does not compute in it
	 */
	public static Precision of(final String name, final Device device) {
		return switch (name.strip().toLowerCase(Locale.ROOT)) {
			case "auto" -> best(device);
			case "float32" -> FLOAT32;
			case "bfloat16" -> {
				if (device.isGpu() && !Torch.hasBfloat16(device)) throw new TrrgException("Device \"" + Torch.name(device) +
					"\" does not compute in bfloat16. Use the precision float32 or auto.");
				yield BFLOAT16;
			}
			default -> throw new TrrgException("Unknown precision \"" + name + "\": use auto, float32 or bfloat16.");
		};
	}

	/** As users write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
