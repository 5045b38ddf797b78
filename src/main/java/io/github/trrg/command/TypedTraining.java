package io.github.trrg.command;

import java.io.File;
import java.nio.file.Path;

import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.TypedText;
import io.github.trrg.model.ModelStore;
import io.github.trrg.train.TrainingRequest;

/** What users type to start training; blank for what the model's own settings say. */
record TypedTraining(String epochs, String time, String device, String precision, boolean resume, String model, File dataset, String output) {

	/** @throws TrrgException naming the input that is missing or impossible */
	TrainingRequest request() {
		final ModelStore store = ModelStore.standard();
		final Path data = TypedText.folder(dataset, "dataset"), base = store.find(model);
		final String name = output.isBlank() ? base.toAbsolutePath().normalize().getFileName() + "-" + data.toAbsolutePath().normalize().getFileName() : output;
		return new TrainingRequest(data, base, store.place(name), device, precision, count(), time.isBlank() ? null : TrainingRequest.time(time), resume);
	}

	private int count() {
		if (epochs.isBlank()) return 0;
		try {
			final int count = Integer.parseInt(epochs.strip());
			if (count >= 1) return count;
		}
		catch (final NumberFormatException e) {
			// said below
		}
		throw new TrrgException("epochs must be a whole number from 1, or blank for the model's own; got \"" + epochs + "\".");
	}
}
