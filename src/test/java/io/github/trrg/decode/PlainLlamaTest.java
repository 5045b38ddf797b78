package io.github.trrg.decode;

import io.github.trrg.nn.StoredWeights;

class PlainLlamaTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		return new JavaLlama(fixture.config(), StoredWeights.of(fixture.weights()), Arithmetic.PLAIN);
	}
}
