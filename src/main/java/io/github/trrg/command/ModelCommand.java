package io.github.trrg.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.app.StatusService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelInfo;
import io.github.trrg.model.ModelStore;

/** A command that reads images with a model. */
abstract class ModelCommand extends TrrgCommand {

	/** Choice of model: the one chosen in Models... */
	static final String CURRENT = "current";

	@Parameter
	private TrrgSession session;

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	/** Offers the models that are found. */
	protected void listModels() {
		final List<String> choices = new ArrayList<>(List.of(CURRENT));
		ModelStore.standard().list().stream().map(ModelInfo::name).distinct().forEach(choices::add);
		getInfo().getMutableInput("model", String.class).setChoices(choices);
	}

	TrrgSession session() {
		return session;
	}

	ImageJProgress progress() {
		return new ImageJProgress(getInfo().getTitle().replace("...", ""), tasks, status);
	}

	/** @param model name, path, or {@link #CURRENT} or nothing for the current one */
	ModelCache.Lease open(final String model, final String device, final ImageJProgress progress) {
		progress.update(0, "Opening the model");
		return session.models().lease(ModelStore.standard().find(isCurrent(model) ? "" : model), device);
	}

	static boolean isCurrent(final String model) {
		return model == null || model.isBlank() || model.strip().equalsIgnoreCase(CURRENT);
	}
}
