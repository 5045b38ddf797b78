package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;

import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;

/**
 * Whether maps show where people marked a disease, beside chance and a bet on the middle of the image. All regions of one disease on one
 * image count together.
 *
 * @param rows one per disease and image
 * @param marks how many regions were given that could be matched with an image and a disease
 * @param outside how many of them lie outside of their image, and are not scored
 * @param cut how many reach beyond its border, and are scored without what does
 * @param problems what could not be used, a sentence each
 */
record Localisation(List<Row> rows, int marks, int outside, int cut, List<String> problems) {

	/** Shares of maps that overlap at least so much are told. */
	private static final List<Double> OVERLAPS = List.of(0.1, 0.25, 0.5);

	/** Whose map it is. */
	private static final Map<String, Function<Row, MapScore>> MAPS = new LinkedHashMap<>();
	static {
		MAPS.put("model", Row::model);
		MAPS.put("centre_prior", Row::centre);
		MAPS.put("chance", Row::chance);
	}

	/** One disease on one image. */
	record Row(String study, int image, String disease, MapScore model, MapScore centre, MapScore chance) {}

	private record Key(String study, int image, String disease) {}

	/** @param clues by study id, with maps */
	static Localisation of(final Marks marks, final Map<String, List<Clue>> clues, final Preprocessing preprocessing) {
		final List<String> problems = new ArrayList<>(marks.problems());
		final Map<Key, List<Marks.Mark>> together = marks.marks().stream().collect(Collectors.groupingBy(mark -> new Key(mark.study().id(), mark.image(),
			mark.disease()), LinkedHashMap::new, Collectors.toList()));
		final List<Row> rows = new ArrayList<>();
		int outside = 0, cut = 0;
		for (final Map.Entry<Key, List<Marks.Mark>> entry : together.entrySet())
			try {
				final Key key = entry.getKey();
				final View view = GreyImageReader.read(entry.getValue().get(0).study().images().get(key.image));
				final boolean[] marked = new boolean[view.width() * view.height()];
				boolean any = false;
				for (final Marks.Mark mark : entry.getValue()) {
					final boolean here = mark(marked, view, mark.region());
					any |= here;
					if (here && !exceeds(mark.region(), view)) continue;
					if (here) cut++;
					else outside++;
					problems.add(mark.source() + (here ? " reaches beyond" : " lies outside of") + " its image of " + view.width() + " x " + view.height() + " pixels.");
				}
				if (!any) continue;
				final Clue clue = clues.get(key.study).stream().filter(one -> one.disease().name().equals(key.disease)).findFirst().orElseThrow();
				final float[] map = ((FloatArray) ((ArrayImg<?, ?>) preprocessing.mapToImage(clue.maps().get(key.image), view, true)).update(null))
					.getCurrentStorageArray();
				rows.add(new Row(key.study, key.image, key.disease, MapScore.of(map, marked), MapScore.ofCentre(marked, view.width()), MapScore.ofChance(marked)));
			}
			catch (final TrrgException e) {
				problems.add(e.getMessage());
			}
		return new Localisation(rows, marks.marks().size(), outside, cut, problems);
	}

	private static boolean mark(final boolean[] marked, final View view, final Region region) {
		boolean any = false;
		for (int i = 0; i < marked.length; i++)
			if (region.contains(i % view.width(), i / view.width())) marked[i] = any = true;
		return any;
	}

	private static boolean exceeds(final Region region, final View view) {
		final double[] bounds = region.bounds();
		return bounds[0] < -0.5 || bounds[1] < -0.5 || bounds[2] > view.width() + 0.5 || bounds[3] > view.height() + 0.5;
	}

	/** Names of the maps that are compared. */
	static List<String> maps() {
		return List.copyOf(MAPS.keySet());
	}

	/** Means over rows: pointing, coverage, overlap, and the shares of overlaps. */
	static Map<String, Double> means(final List<Row> rows, final String map) {
		final List<MapScore> scores = rows.stream().map(MAPS.get(map)).toList();
		final Map<String, Double> means = new LinkedHashMap<>();
		means.put("pointing", scores.stream().mapToDouble(MapScore::pointing).average().orElseThrow());
		means.put("coverage", scores.stream().mapToDouble(MapScore::coverage).average().orElseThrow());
		means.put("iou", scores.stream().mapToDouble(MapScore::overlap).average().orElseThrow());
		for (final double least : OVERLAPS)
			means.put("iou_at_least_" + least, scores.stream().filter(score -> score.overlap() >= least).count() / (double) scores.size());
		return means;
	}

	/** By disease, in the order of their names. */
	Map<String, List<Row>> byDisease() {
		return rows.stream().collect(Collectors.groupingBy(Row::disease, TreeMap::new, Collectors.toList()));
	}

	/** Of the means of the model's maps. */
	Map<String, Bootstrap.Interval> intervals() {
		return Bootstrap.intervals(rows.size(), Evaluation.RESAMPLES, Evaluation.SEED, sample -> means(IntStream.of(sample).mapToObj(rows::get).toList(), "model"));
	}

	JsonObject json() {
		final JsonObject json = new JsonObject(), intervals = new JsonObject(), perDisease = new JsonObject();
		json.addProperty("marks", marks);
		json.addProperty("scored", rows.size());
		json.addProperty("outside", outside);
		json.addProperty("cut", cut);
		json.addProperty("not_used", problems.size() - cut);
		if (rows.isEmpty()) return json;
		addMeans(json, rows);
		intervals().forEach((name, interval) -> intervals.add(name, MetricsJson.ends(interval)));
		json.add("intervals", intervals);
		byDisease().forEach((disease, ofDisease) -> {
			final JsonObject one = new JsonObject();
			one.addProperty("scored", ofDisease.size());
			addMeans(one, ofDisease);
			perDisease.add(disease, one);
		});
		json.add("per_disease", perDisease);
		return json;
	}

	private static void addMeans(final JsonObject json, final List<Row> rows) {
		for (final String map : MAPS.keySet()) {
			final JsonObject numbers = new JsonObject();
			means(rows, map).forEach(numbers::addProperty);
			json.add(map, numbers);
		}
	}
}
