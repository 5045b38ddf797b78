package io.github.trrg.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.trrg.common.Sha256;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;

/**
 * What a data set was when it was trained on.
 *
 * @param sha256 of its {@code annotation.json}
 * @param studies number by split
 * @param images number in all
 */
record Fingerprint(String sha256, Map<String, Integer> studies, long images) {

	static Fingerprint of(final Dataset dataset) {
		final Map<String, Integer> studies = new LinkedHashMap<>();
		dataset.splits().forEach(split -> studies.put(split, dataset.split(split).size()));
		final long images = dataset.splits().stream().flatMap(split -> dataset.split(split).stream()).mapToLong(study -> study.images().size()).sum();
		try {
			return new Fingerprint(Sha256.of(dataset.annotation()), studies, images);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + dataset.annotation() + ": " + e.getMessage() + ".", e);
		}
	}
}
