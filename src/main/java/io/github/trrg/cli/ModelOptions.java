package io.github.trrg.cli;

import io.github.trrg.Trrg;
import io.github.trrg.model.ModelStore;
import picocli.CommandLine.Option;

/** Which model reads, and where. */
final class ModelOptions {

	@Option(names = "--model", paramLabel = "DIR", description = "Model folder, or the name of an installed model. Default: the current model.")
	private String model;

	@Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu0, gpu1, ... Default: ${DEFAULT-VALUE}.")
	private String device;

	Trrg open() {
		return Trrg.open(ModelStore.standard().find(model), device);
	}
}
