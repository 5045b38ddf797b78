package io.github.trrg.evaluate;

/**
 * Agreement on what is present; 0 where a quotient has no denominator, as the field does.
 *
 * @param precision 0 to 1
 * @param recall 0 to 1
 * @param f1 0 to 1
 */
public record PrecisionRecall(double precision, double recall, double f1) {

	static PrecisionRecall of(final double truePositives, final double falsePositives, final double falseNegatives) {
		return new PrecisionRecall(ratio(truePositives, truePositives + falsePositives), ratio(truePositives, truePositives + falseNegatives),
			ratio(truePositives, truePositives + 0.5 * (falsePositives + falseNegatives)));
	}

	private static double ratio(final double part, final double whole) {
		return whole == 0 ? 0 : part / whole;
	}
}
