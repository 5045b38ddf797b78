package io.github.trrg.evaluate;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well scores put positives above negatives. One entry per distinct score, from the highest down.
 *
 * @param hits positives with that score or a higher one
 * @param falseAlarms negatives with that score or a higher one
 */
public record Ranking(int[] hits, int[] falseAlarms) {

	/**
	 * @param scores one per case, the higher the more likely positive
	 * @param positive whether each case is
	 */
	public static Ranking of(final double[] scores, final boolean[] positive) {
		final int[] order = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(i -> -scores[i])).mapToInt(i -> i).toArray();
		final int distinct = (int) IntStream.range(0, order.length).filter(i -> isLast(i, order, scores)).count();
		final int[] hits = new int[distinct], falseAlarms = new int[distinct];
		int entry = 0, above = 0;
		for (int i = 0; i < order.length; i++) {
			if (positive[order[i]]) above++;
			if (!isLast(i, order, scores)) continue;
			hits[entry] = above;
			falseAlarms[entry++] = i + 1 - above;
		}
		return new Ranking(hits, falseAlarms);
	}

	private static boolean isLast(final int i, final int[] order, final double[] scores) {
		return i == order.length - 1 || scores[order[i]] != scores[order[i + 1]];
	}

	int positives() {
		return hits.length == 0 ? 0 : hits[hits.length - 1];
	}

	private int negatives() {
		return hits.length == 0 ? 0 : falseAlarms[hits.length - 1];
	}

	/** @return how often a positive scores above a negative, ties counting half; empty where positives or negatives are wanting */
	public OptionalDouble auroc() {
		if (positives() == 0 || negatives() == 0) return OptionalDouble.empty();
		double area = 0;
		for (int i = 0; i < hits.length; i++)
			area += (double) (falseAlarms[i] - (i == 0 ? 0 : falseAlarms[i - 1])) * (hits[i] + (i == 0 ? 0 : hits[i - 1])) / 2;
		return OptionalDouble.of(area / positives() / negatives());
	}

	/** @return precision at each score, weighted by the recall it adds; chance gives the part of positives; empty without positives */
	OptionalDouble averagePrecision() {
		if (positives() == 0) return OptionalDouble.empty();
		double sum = 0;
		for (int i = 0; i < hits.length; i++)
			sum += (double) (hits[i] - (i == 0 ? 0 : hits[i - 1])) * hits[i] / (hits[i] + falseAlarms[i]);
		return OptionalDouble.of(sum / positives());
	}

	/** The receiver operating characteristic from (0, 0) to (1, 1): false positive rates, then true positive rates. Needs both kinds. */
	double[][] curve() {
		final double[][] curve = new double[2][hits.length + 1];
		for (int i = 0; i < hits.length; i++) {
			curve[0][i + 1] = (double) falseAlarms[i] / negatives();
			curve[1][i + 1] = (double) hits[i] / positives();
		}
		return curve;
	}
}
