package io.github.trrg.command;

import java.io.File;
import java.nio.file.Path;

import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.TypedText;
import io.github.trrg.model.ModelStore;
import io.github.trrg.train.TrainingRequest;

/** What users type to start training; blank for what the model's own settings say. */
record TypedTraining(String epochs, String seed, String time, String device, String precision, boolean resume, String model, File dataset, String output) {

	/** @throws TrrgException naming the input that is missing or impossible */
	TrainingRequest request() {
		final ModelStore store = ModelStore.standard();
		final Path data = TypedText.folder(dataset, "dataset"), base = store.find(model);
		final String name = output.isBlank() ? base.toAbsolutePath().normalize().getFileName() + "-" + data.toAbsolutePath().normalize().getFileName() : output;
		return new TrainingRequest(data, base, store.place(name), device, precision, epochs.isBlank() ? 0 : number("epochs", epochs, 1), seed.isBlank() ? null
			: (long) number("seed", seed, 0), time.isBlank() ? null : TrainingRequest.time(time), resume);
	}

	private static int number(final String name, final String text, final int least) {
		try {
			final int number = Integer.parseInt(text.strip());
			if (number >= least) return number;
		}
		catch (final NumberFormatException e) {
			// said below
		}
		throw new TrrgException(name + " must be a whole number from " + least + ", or blank for the model's own; got \"" + text + "\".");
	}
}
