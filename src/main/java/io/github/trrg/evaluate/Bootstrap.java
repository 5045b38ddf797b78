package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** How far numbers would move had other studies been drawn: percentile bootstrap over studies (Efron 1979), 95 %. */
public final class Bootstrap {

	/** What the middle 95 % of the resamples lie between. */
	public record Interval(double low, double high) {}

	/**
	 * How much one system's number exceeds another's on the same studies.
	 *
	 * @param interval of the difference
	 * @param p two-sided: twice the part of the resamples on the rarer side of no difference, at least one of them, at most 1
	 */
	public record Difference(Interval interval, double p) {}

	/** Part of the resamples inside an interval. */
	public static final double CONFIDENCE = 0.95;

	private Bootstrap() {}

	/**
	 * @param studies how many there are
	 * @param resamples how many times to draw as many studies with replacement
	 * @param seed gives the same draws again
	 * @param statistics named numbers of the drawn studies; one that cannot be computed on a draw is left out of it
	 * @return an interval for each name
	 */
	public static Map<String, Interval> intervals(final int studies, final int resamples, final long seed,
		final Function<int[], Map<String, Double>> statistics)
	{
		final Map<String, Interval> intervals = new LinkedHashMap<>();
		draws(studies, resamples, seed, statistics).forEach((name, draws) -> intervals.put(name, interval(draws)));
		return intervals;
	}

	/** As {@link #intervals}, of the differences one − other that are named in both; each draw has the same studies for both (paired). */
	public static Map<String, Difference> differences(final int studies, final int resamples, final long seed, final Function<int[], Map<String, Double>> one,
		final Function<int[], Map<String, Double>> other)
	{
		final Map<String, Difference> differences = new LinkedHashMap<>();
		draws(studies, resamples, seed, sample -> {
			final Map<String, Double> others = other.apply(sample), values = new LinkedHashMap<>();
			one.apply(sample).forEach((name, value) -> {
				if (others.containsKey(name)) values.put(name, value - others.get(name));
			});
			return values;
		}).forEach((name, draws) -> {
			final long notAbove = draws.stream().filter(value -> value <= 0).count(), notBelow = draws.stream().filter(value -> value >= 0).count();
			differences.put(name, new Difference(interval(draws), Math.min(1, 2.0 * Math.max(1, Math.min(notAbove, notBelow)) / draws.size())));
		});
		return differences;
	}

	private static Map<String, List<Double>> draws(final int studies, final int resamples, final long seed, final Function<int[], Map<String,
		Double>> statistics) {
		final Random random = new Random(seed);
		final Map<String, List<Double>> values = new LinkedHashMap<>();
		for (int i = 0; i < resamples; i++)
			statistics.apply(random.ints(studies, 0, studies).toArray())
				.forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
		values.values().forEach(draws -> draws.sort(null));
		return values;
	}

	private static Interval interval(final List<Double> sorted) {
		return new Interval(percentile(sorted, (1 - CONFIDENCE) / 2), percentile(sorted, (1 + CONFIDENCE) / 2));
	}

	/** Linear between the two nearest of the sorted values. */
	private static double percentile(final List<Double> sorted, final double part) {
		final double position = part * (sorted.size() - 1);
		final int below = (int) position;
		final int above = Math.min(below + 1, sorted.size() - 1);
		return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
	}
}
