package io.github.trrg.study;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.google.gson.Gson;

/**
 * What chest radiographs have in common, in few numbers [ours]: eight features of a picture, and their distribution over the
 * training radiographs of each projection. Kept in {@code radiograph-statistics.json}.
 *
 * @param source what the numbers were computed from
 * @param frontal mean frontal radiograph: 16 x 16 ranks of brightness, of length 1
 * @param lateral mean lateral radiograph
 * @param projections the distribution of the features, per projection
 * @param limit strangeness that 1 % of the training radiographs exceed
 * @param leastUpright uprightness that 0.1 % of the training radiographs fall below
 */
record RadiographStatistics(String source, double[] frontal, double[] lateral, List<Distribution> projections, double limit, double leastUpright) {

	/** Side of the square that the features are computed from. */
	static final int SIZE = 128;
	/** Side of the mean radiographs. */
	static final int THUMBNAIL = 16;
	private static final int FRONTAL_LIKENESS = 4, LATERAL_LIKENESS = 5, SKEWNESS = 7;

	/** A normal distribution of feature vectors. */
	record Distribution(double[] mean, double[][] precision) {

		/** Squared Mahalanobis distance. */
		double strangeness(final double[] features) {
			double sum = 0;
			for (int i = 0; i < mean.length; i++)
				for (int j = 0; j < mean.length; j++)
					sum += (features[i] - mean[i]) * precision[i][j] * (features[j] - mean[j]);
			return sum;
		}
	}

	static RadiographStatistics load() {
		try (Reader reader = new InputStreamReader(RadiographStatistics.class.getResourceAsStream("radiograph-statistics.json"), StandardCharsets.UTF_8)) {
			return new Gson().fromJson(reader, RadiographStatistics.class);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return how far the features lie from those of the nearest projection, in squared standard deviations; compare with {@link #limit} */
	double strangeness(final double[] features) {
		return projections.stream().mapToDouble(projection -> projection.strangeness(features)).min().orElseThrow();
	}

	/**
	 * Logarithm of the share of contrast in details of 1, 2, 4 and 8 pixels (radiographs are smooth), likeness to the mean frontal and
	 * lateral radiograph (rank correlation), left-right symmetry, skewness of the grey values. None depends on brightness or contrast.
	 *
	 * @param square {@code SIZE * SIZE} grey values, not all the same
	 */
	double[] features(final float[] square) {
		final double mean = IntStream.range(0, square.length).mapToDouble(i -> square[i]).average().orElseThrow();
		double variance = 0, skewness = 0;
		for (final float value : square) {
			variance += (value - mean) * (value - mean) / square.length;
			skewness += (value - mean) * (value - mean) * (value - mean) / square.length;
		}
		final double[] features = new double[8];
		float[] level = square;
		int side = SIZE;
		for (int octave = 0; side > SIZE >> 4; octave++) {
			final float[] coarser = halve(level, side);
			features[octave] = Math.log(detail(level, coarser, side) / variance + 1e-5);
			if (side == THUMBNAIL) {
				final double[] ranks = ranks(level);
				features[FRONTAL_LIKENESS] = dot(ranks, frontal);
				features[LATERAL_LIKENESS] = dot(ranks, lateral);
				features[6] = dot(ranks, mirror(ranks));
			}
			level = coarser;
			side /= 2;
		}
		features[SKEWNESS] = skewness / Math.pow(variance, 1.5);
		return features;
	}

	/**
	 * @param square as of {@link #features}
	 * @return how much liker the picture is to the mean radiographs (rank correlation) than it is upside down, by a turn or mirrored; −2 to 2
	 */
	double uprightness(final float[] square) {
		float[] level = square;
		for (int side = SIZE; side > THUMBNAIL; side /= 2)
			level = halve(level, side);
		final double[] ranks = ranks(level), turned = IntStream.range(0, ranks.length).mapToDouble(i -> ranks[ranks.length - 1 - i]).toArray();
		return likeness(ranks) - Math.max(likeness(turned), likeness(mirror(turned)));
	}

	private double likeness(final double[] ranks) {
		return Math.max(dot(ranks, frontal), dot(ranks, lateral));
	}

	/** The features of the negative of a picture. */
	static double[] ofNegative(final double[] features) {
		final double[] negative = features.clone();
		for (final int odd : new int[] { FRONTAL_LIKENESS, LATERAL_LIKENESS, SKEWNESS })
			negative[odd] = -features[odd];
		return negative;
	}

	private static float[] halve(final float[] level, final int side) {
		final float[] half = new float[side * side / 4];
		for (int i = 0; i < level.length; i++)
			half[below(i, side)] += level[i] / 4;
		return half;
	}

	private static double detail(final float[] level, final float[] coarser, final int side) {
		double sum = 0;
		for (int i = 0; i < level.length; i++) {
			final double difference = level[i] - coarser[below(i, side)];
			sum += difference * difference / level.length;
		}
		return sum;
	}

	/** Index, in the picture of half the size, of the pixel that holds pixel i. */
	private static int below(final int i, final int side) {
		return i / side / 2 * (side / 2) + i % side / 2;
	}

	/** Ranks instead of values, so that gamma and window do not matter; mean 0, length 1, ties share their mean rank. */
	static double[] ranks(final float[] values) {
		final Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
		Arrays.sort(order, (a, b) -> Float.compare(values[a], values[b]));
		final double[] ranks = new double[values.length];
		for (int from = 0; from < order.length;) {
			int to = from;
			while (to < order.length && values[order[to]] == values[order[from]])
				to++;
			for (int i = from; i < to; i++)
				ranks[order[i]] = (from + to - 1) / 2.0 - (order.length - 1) / 2.0;
			from = to;
		}
		final double length = Math.sqrt(dot(ranks, ranks));
		return Arrays.stream(ranks).map(rank -> length > 0 ? rank / length : 0).toArray();
	}

	private static double[] mirror(final double[] thumbnail) {
		return IntStream.range(0, thumbnail.length).mapToDouble(i -> thumbnail[i / THUMBNAIL * THUMBNAIL + THUMBNAIL - 1 - i % THUMBNAIL]).toArray();
	}

	static double dot(final double[] a, final double[] b) {
		return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
	}
}
