package io.github.trrg.decode;

import org.junit.jupiter.api.Assumptions;

class VectorLlamaTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		Assumptions.assumeTrue(Arithmetic.VECTOR.isAvailable(), "skipped: this JVM runs without --add-modules jdk.incubator.vector");
		return new JavaLlama(fixture.config(), fixture.weights(), Arithmetic.VECTOR);
	}
}
