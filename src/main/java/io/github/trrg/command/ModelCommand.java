package io.github.trrg.command;

import org.scijava.app.StatusService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;

/** A command that reads images with a model. */
abstract class ModelCommand extends TrrgCommand {

	@Parameter
	private TrrgSession session;

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	TrrgSession session() {
		return session;
	}

	/** @param name of the work */
	ImageJProgress progress(final String name) {
		return new ImageJProgress(name, tasks, status);
	}

	/** @param model name or folder, blank for the current one */
	ModelCache.Lease open(final String model, final String device, final ImageJProgress progress) {
		progress.update(0, "Opening the model");
		return session.models().lease(ModelStore.standard().find(model), device);
	}
}
