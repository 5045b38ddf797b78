package io.github.trrg.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Computes {@code radiograph-statistics.json} from the training radiographs: {@code java io.github.trrg.study.RadiographStatisticsFit
 * ../shared/data/iu-xray src/main/resources/io/github/trrg/study/radiograph-statistics.json}.
 */
public final class RadiographStatisticsFit {

	private static final Preprocessing GLANCE = new Preprocessing(RadiographStatistics.SIZE, ResizeMode.STRETCH, 0, 1, 0.1, 99.9);
	private static final Preprocessing THUMBNAIL = new Preprocessing(RadiographStatistics.THUMBNAIL, ResizeMode.STRETCH, 0, 1, 0.1, 99.9);

	private RadiographStatisticsFit() {}

	public static void main(final String[] arguments) throws IOException {
		final Path dataSet = Path.of(arguments[0]);
		final List<View> frontal = views(dataSet, "train", "frontal"), lateral = views(dataSet, "train", "lateral");
		final RadiographStatistics means = new RadiographStatistics("", mean(frontal), mean(lateral), List.of(), 0, 0);
		final List<double[]> frontalFeatures = frontal.stream().map(view -> means.features(GLANCE.apply(view))).toList();
		final List<double[]> lateralFeatures = lateral.stream().map(view -> means.features(GLANCE.apply(view))).toList();
		final RadiographStatistics unlimited = new RadiographStatistics("Means and covariances over the " + frontal.size() + " frontal and " + lateral.size() +
			" lateral training radiographs of IU X-Ray (Open-i), R2Gen split", means.frontal(), means.lateral(),
			List.of(distribution(frontalFeatures), distribution(lateralFeatures)), 0, 0);
		final double[] strangeness = Stream.concat(frontalFeatures.stream(), lateralFeatures.stream()).mapToDouble(unlimited::strangeness).sorted().toArray();
		final double limit = rounded(strangeness[strangeness.length * 99 / 100]);
		final double[] uprightness = Stream.concat(frontal.stream(), lateral.stream()).mapToDouble(view -> means.uprightness(GLANCE.apply(view))).sorted().toArray();
		final double leastUpright = rounded(uprightness[uprightness.length / 1000]);
		Files.writeString(Path.of(arguments[1]), new Gson().toJson(new RadiographStatistics(unlimited.source(), unlimited.frontal(), unlimited.lateral(), unlimited
			.projections(), limit, leastUpright)) + "\n");
	}

	/** The radiographs of one split and projection of a data set in R2Gen form. */
	static List<View> views(final Path dataSet, final String split, final String projection) throws IOException {
		final List<View> views = new ArrayList<>();
		for (final JsonElement element : JsonParser.parseString(Files.readString(dataSet.resolve("annotation.json"))).getAsJsonObject().getAsJsonArray(split)) {
			final JsonObject item = element.getAsJsonObject();
			for (int i = 0; i < item.getAsJsonArray("views").size(); i++)
				if (item.getAsJsonArray("views").get(i).getAsString().equals(projection)) views.add(GreyImageReader.read(dataSet.resolve(item.getAsJsonArray(
					"image_path").get(i).getAsString())));
		}
		return views;
	}

	private static double[] mean(final List<View> views) {
		final double[] sum = new double[RadiographStatistics.THUMBNAIL * RadiographStatistics.THUMBNAIL];
		for (final View view : views) {
			final double[] ranks = RadiographStatistics.ranks(THUMBNAIL.apply(view));
			Arrays.setAll(sum, i -> sum[i] + ranks[i]);
		}
		final double length = Math.sqrt(RadiographStatistics.dot(sum, sum));
		return Arrays.stream(sum).map(value -> rounded(value / length)).toArray();
	}

	private static RadiographStatistics.Distribution distribution(final List<double[]> vectors) {
		final int size = vectors.get(0).length;
		final double[] mean = IntStream.range(0, size).mapToDouble(i -> rounded(vectors.stream().mapToDouble(v -> v[i]).average().orElseThrow())).toArray();
		final double[][] covariance = new double[size][size];
		for (int i = 0; i < size; i++)
			for (int j = 0; j < size; j++) {
				final int row = i, column = j;
				covariance[i][j] = vectors.stream().mapToDouble(v -> (v[row] - mean[row]) * (v[column] - mean[column])).average().orElseThrow();
			}
		final double[][] precision = inverse(covariance);
		for (final double[] row : precision)
			Arrays.setAll(row, i -> rounded(row[i]));
		return new RadiographStatistics.Distribution(mean, precision);
	}

	/** Gauss-Jordan; the matrix is symmetric and positive definite, so that no pivoting is needed. */
	private static double[][] inverse(final double[][] matrix) {
		final int size = matrix.length;
		final double[][] left = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
		final double[][] right = new double[size][size];
		for (int i = 0; i < size; i++)
			right[i][i] = 1;
		for (int pivot = 0; pivot < size; pivot++) {
			final double scale = left[pivot][pivot];
			for (int j = 0; j < size; j++) {
				left[pivot][j] /= scale;
				right[pivot][j] /= scale;
			}
			for (int row = 0; row < size; row++) {
				final double factor = left[row][pivot];
				for (int j = 0; row != pivot && j < size; j++) {
					left[row][j] -= factor * left[pivot][j];
					right[row][j] -= factor * right[pivot][j];
				}
			}
		}
		return right;
	}

	private static double rounded(final double value) {
		return Math.round(value * 1e4) / 1e4;
	}
}
