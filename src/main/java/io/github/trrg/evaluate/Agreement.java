package io.github.trrg.evaluate;

import java.util.Collection;

/**
 * How reports and references agree on what is present.
 *
 * @param found affirmed by both
 * @param missed affirmed by the reference only
 * @param invented affirmed by the report only
 */
record Agreement(int found, int missed, int invented) {

	static Agreement sum(final Collection<Agreement> parts) {
		int found = 0, missed = 0, invented = 0;
		for (final Agreement part : parts) {
			found += part.found;
			missed += part.missed;
			invented += part.invented;
		}
		return new Agreement(found, missed, invented);
	}

	PrecisionRecall score() {
		return new PrecisionRecall(ratio(found, found + invented), ratio(found, found + missed), ratio(found, found + 0.5 * (invented + missed)));
	}

	int wrong() {
		return missed + invented;
	}

	private static double ratio(final double part, final double whole) {
		return whole == 0 ? 0 : part / whole;
	}
}
