package io.github.trrg.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Preprocessing;

/**
 * Grey values for a network of several channels. Networks trained on photographs expect each channel with its own mean and deviation: where
 * {@code preprocessing.json} has {@code channel_mean} and {@code channel_std}, lists of a number per channel, the grey value g becomes
 * (g − mean) / std of the channel. Else all channels are the same.
 *
 * @param scale per channel, of values normalised by {@link Preprocessing}
 * @param shift per channel, added after that
 */
record GreyChannels(List<Double> scale, List<Double> shift) {

	static final String MEAN = "channel_mean";
	static final String STD = "channel_std";

	/** @throws TrrgException if the lists have another length than the network has channels, or impossible values */
	static GreyChannels read(final Path preprocessingJson, final Preprocessing preprocessing, final int count) {
		final JsonFields json = JsonFields.read(preprocessingJson);
		if (!json.has(MEAN) && !json.has(STD)) return new GreyChannels(Collections.nCopies(count, 1.0), Collections.nCopies(count, 0.0));
		final List<Double> means = json.requireDoubles(MEAN, -1e6, 1e6);
		final List<Double> deviations = json.requireDoubles(STD, 1e-6, 1e6);
		if (means.size() != count) throw json.wrong(MEAN, "a number for each of " + count + " channels");
		if (deviations.size() != count) throw json.wrong(STD, "a number for each of " + count + " channels");
		return new GreyChannels(deviations.stream().map(std -> preprocessing.std() / std).toList(), IntStream.range(0, count).mapToObj(
			c -> (preprocessing.mean() - means.get(c)) / deviations.get(c)).toList());
	}

	int count() {
		return scale.size();
	}

	/** @param views normalised values (S·S) each @return (views, C, S·S) */
	float[] of(final List<float[]> views) {
		final int size = views.get(0).length;
		final float[] all = new float[views.size() * count() * size];
		for (int i = 0; i < views.size() * count(); i++) {
			final float[] view = views.get(i / count());
			final float factor = scale.get(i % count()).floatValue();
			final float offset = shift.get(i % count()).floatValue();
			for (int p = 0; p < size; p++)
				all[i * size + p] = view[p] * factor + offset;
		}
		return all;
	}
}
