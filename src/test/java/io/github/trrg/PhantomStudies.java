package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.evaluate.Ranking;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Phantom.Abnormality;
import io.github.trrg.study.Study;

/**
 * Phantoms as an annotator's studies: half of them show one disease, on either side, as labels and regions say; every third has an effusion,
 * whether or not it has the disease.
 *
 * @param disease how the disease is called
 * @param left how it looks on the left
 * @param right and on the right
 * @param size pixels across and down
 * @param sick report of those with the disease; may be empty
 * @param healthy report of the others
 */
public record PhantomStudies(String disease, Abnormality left, Abnormality right, int size, String sick, String healthy) {

	private boolean isSick(final int seed) {
		return seed % 2 == 0;
	}

	private Phantom draw(final int seed) {
		final List<Abnormality> shown = new ArrayList<>();
		if (isSick(seed)) shown.add(seed % 4 == 0 ? left : right);
		if (seed % 3 == 0) shown.add(seed % 4 < 2 ? Abnormality.LEFT_PLEURAL_EFFUSION : Abnormality.RIGHT_PLEURAL_EFFUSION);
		return Phantom.draw(seed, size, shown);
	}

	/** A data set of the phantoms of these seeds, all to be trained on. @return the folder */
	public Path write(final Path folder, final int from, final int count) throws IOException {
		final Path images = Files.createDirectories(folder.resolve("images")), rois = Files.createDirectories(folder.resolve("rois"));
		final List<Map<String, Object>> items = new ArrayList<>();
		for (int seed = from; seed < from + count; seed++) {
			final Phantom phantom = draw(seed);
			TinyDataset.save(phantom, images.resolve(seed + ".png"));
			final Map<String, Object> item = new LinkedHashMap<>();
			item.put("id", "phantom" + seed);
			item.put("report", isSick(seed) ? sick : healthy);
			item.put("image_path", List.of(seed + ".png"));
			item.put("labels", Map.of(disease, isSick(seed) ? "present" : "absent"));
			for (final Phantom.Place place : phantom.places())
				if (place.abnormality() == left || place.abnormality() == right) {
					Files.write(rois.resolve(seed + ".roi"), RoiEncoder.saveAsByteArray(new Roi(place.x(), place.y(), place.width(), place.height())));
					item.put("rois", List.of(Map.of("disease", disease, "image", 0, "file", seed + ".roi")));
				}
			items.add(item);
		}
		Files.writeString(folder.resolve("annotation.json"), new Gson().toJson(Map.of("train", items)));
		return folder;
	}

	/**
	 * How a model does on phantoms.
	 *
	 * @param auroc of the disease
	 * @param hits part of the sick phantoms where the map is highest inside the place (pointing game, Zhang et al. 2018)
	 */
	public record Result(double auroc, double hits) {}

	public Result read(final Path model, final int from, final int count) {
		final double[] scores = new double[count];
		final boolean[] sick = new boolean[count];
		int hits = 0, pointed = 0;
		try (Trrg trrg = Trrg.open(model, "cpu")) {
			for (int i = 0; i < count; i++) {
				final Phantom phantom = draw(from + i);
				final Clue clue = trrg.perceive(new Study("phantom", List.of(phantom.view()), "")).clues().stream().filter(one -> one.disease().name().equals(disease))
					.findFirst().orElseThrow();
				scores[i] = clue.probability();
				sick[i] = isSick(from + i);
				for (final Phantom.Place place : phantom.places())
					if (place.abnormality() == left || place.abnormality() == right) {
						pointed++;
						if (isInside(clue.maps().get(0), place)) hits++;
					}
			}
		}
		return new Result(Ranking.of(scores, sick).auroc().orElseThrow(), hits / (double) pointed);
	}

	/** Whether the centre of the highest patch lies in the place; phantoms are squares and fill the network's. */
	private boolean isInside(final AttentionMap map, final Phantom.Place place) {
		int best = 0;
		for (int i = 0; i < map.weights().length; i++)
			if (map.weights()[i] > map.weights()[best]) best = i;
		final double x = (best % map.columns() + 0.5) * size / map.columns(), y = (best / map.columns() + 0.5) * size / map.rows();
		final double half = size / 2.0 / map.columns(); // a place may be smaller than a patch
		return x >= place.x() - half && x <= place.x() + place.width() + half && y >= place.y() - half && y <= place.y() + place.height() + half;
	}
}
