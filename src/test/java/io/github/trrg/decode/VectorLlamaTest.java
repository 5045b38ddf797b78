package io.github.trrg.decode;

import org.junit.jupiter.api.Assumptions;

import io.github.trrg.nn.StoredWeights;

class VectorLlamaTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		Assumptions.assumeTrue(Arithmetic.VECTOR.isAvailable(), "skipped: this JVM runs without --add-modules jdk.incubator.vector");
		return new JavaLlama(fixture.config(), StoredWeights.of(fixture.weights()), Arithmetic.VECTOR);
	}
}
