package io.github.trrg.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.ResizeMode;

/** How a published vision model wants its images: {@code preprocessor_config.json}, or what its architecture was published with. */
final class ImportPreprocessing {

	/** Of the photographs in ImageNet. */
	private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
	private static final List<Double> STD = List.of(0.229, 0.224, 0.225);
	private static final int SIDE = 224;
	private static final int LARGEST = 4096;

	private ImportPreprocessing() {}

	/** @return what was written */
	static Preprocessing write(final PublishedFolder source, final int channels, final Path folder) {
		final JsonFields json = source.optional("preprocessor_config.json");
		final boolean normalises = json.optBoolean("do_normalize", true);
		final List<Double> means = channels(json, "image_mean", normalises ? MEAN : List.of(0.0), -1e3, channels);
		final List<Double> deviations = channels(json, "image_std", normalises ? STD : List.of(1.0), 1e-6, channels);
		final Preprocessing usual = Preprocessing.standard(side(json, source.config()));
		final Path file = folder.resolve(Preprocessing.FILE_NAME);
		new Preprocessing(usual.size(), crops(json) ? ResizeMode.CROP : ResizeMode.STRETCH, mean(means), mean(deviations), usual.lowPercentile(), usual
			.highPercentile()).write(file);
		if (channels > 1) {
			final JsonObject complete = JsonFields.read(file).json();
			complete.add(GreyChannels.MEAN, new Gson().toJsonTree(means));
			complete.add(GreyChannels.STD, new Gson().toJsonTree(deviations));
			JsonText.write(file, complete);
		}
		return Preprocessing.read(file);
	}

	/** A number per channel; the one of a network for grey images is their mean. */
	private static List<Double> channels(final JsonFields json, final String field, final List<Double> usual, final double least, final int count) {
		final boolean given = json.has(field) && json.optBoolean("do_normalize", true);
		final List<Double> values = given ? json.requireDoubles(field, least, 1e3) : usual;
		if (values.isEmpty()) throw json.wrong(field, "a number per channel");
		return values.size() == count ? values : Collections.nCopies(count, mean(values));
	}

	private static double mean(final List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	private static boolean crops(final JsonFields json) {
		return json.optBoolean("do_center_crop", false) || json.has("crop_pct") && json.optDouble("crop_pct", 1, 0.01, 1) < 1;
	}

	/** {@code size} is a number, or an object of height and width, or of the shortest edge; what is cropped afterwards counts. */
	private static int side(final JsonFields json, final JsonFields config) {
		for (final String field : List.of("crop_size", "size")) {
			if (!json.has(field) || field.equals("crop_size") && !json.optBoolean("do_center_crop", false)) continue;
			if (!json.json().get(field).isJsonObject()) return json.requireInt(field, 1, LARGEST);
			final JsonFields size = json.requireObject(field);
			for (final String side : List.of("height", "shortest_edge"))
				if (size.has(side)) return size.requireInt(side, 1, LARGEST);
		}
		return config.optInt("image_size", SIDE, 1, LARGEST);
	}
}
