package io.github.trrg.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonObject;

/**
 * A part of a model to be imported.
 *
 * @param name section of config.json and beginning of the weights' names: vision, text or language
 * @param origin where it comes from
 * @param type architecture
 * @param config the section of config.json
 * @param isBase whether it comes from a model folder of this software
 * @param tensors those it is made of; of several that have a tensor, the first counts
 */
record ImportPart(String name, String origin, String type, JsonObject config, boolean isBase, List<PublishedTensors> tensors) {

	static final String VISION = "vision";
	static final String TEXT = "text";
	static final String LANGUAGE = "language";

	/** The tensors of a part in weights that have all, such as those of a model folder of this software. */
	static PublishedTensors of(final Weights weights, final String source, final String... prefixes) {
		final Set<String> names = new TreeSet<>();
		for (final String name : weights.names())
			for (final String prefix : prefixes)
				if (name.startsWith(prefix)) names.add(name);
		return new PublishedTensors(weights, source, names, name -> {
			for (final String prefix : prefixes)
				if (name.startsWith(prefix)) return name.substring(prefix.length());
			return name;
		});
	}
}
