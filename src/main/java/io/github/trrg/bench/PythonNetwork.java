package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Progress;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Precision;

/** The visual encoder, or training, in {@link PythonTorch}, with as many threads as there are cores; without it, nothing. */
final class PythonNetwork implements AutoCloseable {

	private final PythonTorch torch; // null without
	private final List<Double> rates = new ArrayList<>();

	/**
	 * @param python interpreter, or null
	 * @param what encode, contrast or clues
	 * @param config of the model
	 * @param shapes of what is fed to it, as {@code network_peer.py} names them
	 * @param folder for the script
	 */
	PythonNetwork(final Path python, final String what, final JsonObject config, final JsonObject shapes, final Precision precision, final Path folder) {
		final JsonObject all = config.deepCopy();
		all.add("shapes", shapes);
		torch = python == null ? null : new PythonTorch(python, "network_peer.py", folder, what, all.toString(), BenchRow.name(precision));
	}

	/** A model's config.json with the sizes that may be left out in it. */
	static JsonObject withSizes(final JsonFields config) {
		final JsonObject all = config.json().deepCopy();
		all.add("language", LlamaConfig.fromJson(config.requireObject("language")).toJson());
		return all;
	}

	/** A round of so many steps. */
	void round(final int steps, final Progress progress) {
		if (torch != null) rates.add(torch.measure(Runtime.getRuntime().availableProcessors() + " " + steps, 1, progress)[0]);
	}

	/** Of the rounds until now, images or updates per second. */
	Map<String, List<Double>> rates() {
		return rates.isEmpty() ? Map.of() : Map.of(PythonTorch.NAME, List.copyOf(rates));
	}

	@Override
	public void close() {
		if (torch != null) torch.close();
	}
}
