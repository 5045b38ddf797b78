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
		final Random random = new Random(seed);
		final Map<String, List<Double>> values = new LinkedHashMap<>();
		for (int i = 0; i < resamples; i++)
			statistics.apply(random.ints(studies, 0, studies).toArray())
				.forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
		final Map<String, Interval> intervals = new LinkedHashMap<>();
		values.forEach((name, draws) -> {
			draws.sort(null);
			intervals.put(name, new Interval(percentile(draws, (1 - CONFIDENCE) / 2), percentile(draws, (1 + CONFIDENCE) / 2)));
		});
		return intervals;
	}

	/** Linear between the two nearest of the sorted values. */
	private static double percentile(final List<Double> sorted, final double part) {
		final double position = part * (sorted.size() - 1);
		final int below = (int) position;
		final int above = Math.min(below + 1, sorted.size() - 1);
		return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
	}
}
