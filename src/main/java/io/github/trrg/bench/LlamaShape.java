package io.github.trrg.bench;

import java.util.Arrays;
import java.util.Locale;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.LlamaConfig;

/** Sizes of language models to measure with random weights: speed does not depend on what the weights say. */
public enum LlamaShape {

	/** For trying out. */
	TINY("tiny", 512, 64, 192, 2, 4, 2, 16),
	/** 31 million weights, about as the default model. */
	SMALL("31m", 8000, 512, 1376, 8, 8, 8, 64),
	/** That of TinyLlama 1.1B. */
	BILLION("1.1b", 32000, 2048, 5632, 22, 32, 4, 64);

	private static final int POSITIONS = 2048;

	private final String title;
	private final LlamaConfig config;

	LlamaShape(final String title, final int vocabulary, final int hidden, final int intermediate, final int layers, final int heads, final int kvHeads,
		final int headDim)
	{
		this.title = title;
		config = new LlamaConfig(vocabulary, hidden, intermediate, layers, heads, kvHeads, headDim, POSITIONS, 1e-5, 10000, null, false, false, 1, 2);
	}

	/** @throws TrrgException if there is no such shape */
	public static LlamaShape of(final String title) {
		return Arrays.stream(values()).filter(shape -> shape.title.equals(title.strip().toLowerCase(Locale.ROOT))).findFirst().orElseThrow(() -> new TrrgException(
			"Unknown shape \"" + title + "\": use " + String.join(", ", Arrays.stream(values()).map(LlamaShape::toString).toList()) + "."));
	}

	public LlamaConfig config() {
		return config;
	}

	/** As users write it. */
	@Override
	public String toString() {
		return title;
	}
}
