package io.github.trrg.decode;

class PlainLlamaTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		return new JavaLlama(fixture.config(), fixture.weights(), Arithmetic.PLAIN);
	}
}
