package io.github.trrg.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LikelihoodTest {

	/** After [7]: tokens weigh 1 : 3; after [7, 1]: 1 : 1, by their exponentials. */
	@Test
	void multipliesTheProbabilitiesOfEachToken() {
		final TableModel model = new TableModel(2, tokens -> tokens.length == 1 ? new float[] { 0, (float) Math.log(3) } : new float[] { 5, 5 });
		final Likelihood likelihood = Likelihood.of(model, new Prompt(new float[] { 7 }), 1, 0);
		assertEquals(Math.log(3 / 4.0 / 2), likelihood.logProbability(), 1e-6);
		assertEquals(2, likelihood.tokens());
		assertEquals(Math.sqrt(8 / 3.0), likelihood.perplexity(), 1e-6);
		assertEquals(0, model.open());
		assertEquals(new Likelihood(likelihood.logProbability() - 1, 3), likelihood.plus(new Likelihood(-1, 1)));
	}

	@Test
	void readsNoMoreThanTheModelHasPositionsFor() {
		final TableModel model = new TableModel(4, tokens -> new float[4]);
		final Likelihood likelihood = Likelihood.of(model, new Prompt(new float[997]), new int[10]);
		assertEquals(3, likelihood.tokens());
		assertEquals(4, likelihood.perplexity(), 1e-9);
		assertEquals(0, Likelihood.of(model, new Prompt(new float[1001]), new int[10]).tokens(), "what to say of such a prompt is the model's");
	}
}
